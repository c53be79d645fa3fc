import type { Fulfillment, Person, Stop, Vehicle } from '../../message.ts';
import { writeDescriptor, writeTags } from './descriptor.ts';
import { writeLocation } from './location.ts';

export const writeFulfillment = ({ id, type, state, tracking, customer, vehicle, stops, tags }: Fulfillment) => ({
  id,
  type,
  state: state && { descriptor: { code: state.code, name: state.name }, updated_at: state.updatedAt },
  tracking,
  customer: customer && writeCustomer(customer),
  vehicle: vehicle && writeVehicle(vehicle),
  stops: stops.map(writeStop),
  tags: tags.map(writeTags),
});

const writeCustomer = ({ name, phone, email }: Person) => ({
  person: name === undefined ? undefined : { name },
  contact: phone === undefined && email === undefined ? undefined : { phone, email },
});

const writeVehicle = ({ energyType, ...vehicle }: Vehicle) => ({ ...vehicle, energy_type: energyType });

const writeStop = ({ type, location, at, range, instructions }: Stop) => ({
  type,
  location: location && writeLocation(location),
  time: at === undefined && range === undefined ? undefined : { timestamp: at, range },
  instructions: instructions && writeDescriptor(instructions),
});
