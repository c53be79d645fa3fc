/** The one table of what can be asked of a provider. Routes, queues, functions and tests derive from it. */
export const actions = {
  search: { reply: 'on_search', kind: 'read' },
  select: { reply: 'on_select', kind: 'change' },
  init: { reply: 'on_init', kind: 'change' },
  confirm: { reply: 'on_confirm', kind: 'change' },
  status: { reply: 'on_status', kind: 'read' },
  track: { reply: 'on_track', kind: 'read' },
  update: { reply: 'on_update', kind: 'change' },
  cancel: { reply: 'on_cancel', kind: 'change' },
  rating: { reply: 'on_rating', kind: 'change' },
  support: { reply: 'on_support', kind: 'change' },
  get_cancellation_reasons: { reply: 'cancellation_reasons', kind: 'read' },
  get_rating_categories: { reply: 'rating_categories', kind: 'read' },
} as const satisfies Record<string, { reply: string; kind: 'read' | 'change' }>;

export type Action = keyof typeof actions;
export type ReplyAction = (typeof actions)[Action]['reply'];
export type ActionOf<Kind extends 'read' | 'change'> = {
  [A in Action]: (typeof actions)[A]['kind'] extends Kind ? A : never;
}[Action];

export const actionNames = Object.keys(actions) as readonly Action[]; // Object.keys forgets the key type

/** What the buyer wants from now on, in the place of what he wanted before. */
export const isWish = (action: string): boolean => action === 'select' || action === 'init';

export const isAction = (name: string): name is Action => Object.hasOwn(actions, name);
