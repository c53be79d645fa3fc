/** What a battery takes over time: full power up to 80 %, from there falling in step with the charge, down to a fifth at 100 %. */

export const battery = { capacityWh: 60_000, startsAt: 0.2, fullPowerUpTo: 0.8, lastPower: 0.2 } as const;

/** What fits in. */
export const roomWh = battery.capacityWh * (1 - battery.startsAt);

const MILLISECONDS_PER_HOUR = 3_600_000;

const steadyWh = battery.capacityWh * (battery.fullPowerUpTo - battery.startsAt);
/** Share of the power that is lost with each Wh above the knee, which makes the rest an exponential approach. */
const fallPerWh = (1 - battery.lastPower) / (roomWh - steadyWh);

/** Energy in Wh after so many milliseconds under this power in W. */
export function energyAfter(powerW: number, milliseconds: number): number {
  const linear = (powerW * Math.max(0, milliseconds)) / MILLISECONDS_PER_HOUR;
  if (linear <= steadyWh) return linear;
  return Math.min(roomWh, steadyWh - Math.expm1(-fallPerWh * (linear - steadyWh)) / fallPerWh);
}

/** The inverse: after how many whole milliseconds this much is in, infinity where it never fits. */
export function timeToReach(powerW: number, energyWh: number): number {
  if (energyWh > roomWh) return Number.POSITIVE_INFINITY;
  const above = Math.max(0, energyWh - steadyWh);
  const linear = Math.min(energyWh, steadyWh) - Math.log1p(-fallPerWh * above) / fallPerWh;
  return Math.ceil((linear * MILLISECONDS_PER_HOUR) / powerW);
}

/** In percent, to one decimal place. */
export const stateOfCharge = (energyWh: number): number =>
  Math.round(1000 * (battery.startsAt + energyWh / battery.capacityWh)) / 10;
