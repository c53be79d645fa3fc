/** An object whose members are made when they are first looked at. */
export function lazily<Makers extends Record<string, () => unknown>>(makers: Makers) {
  const members = Object.entries(makers).map(([name, get]) => [name, { get, enumerable: true }]);
  // Object.fromEntries forgets which maker stands under which name.
  return Object.defineProperties({}, Object.fromEntries(members)) as {
    readonly [Name in keyof Makers]: ReturnType<Makers[Name]>;
  };
}
