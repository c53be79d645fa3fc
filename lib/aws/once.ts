/** Made when first asked for, then kept. */
export const once = <Made>(make: () => Made) => {
  let made: { readonly it: Made } | undefined;
  return (): Made => {
    made ??= { it: make() };
    return made.it;
  };
};
