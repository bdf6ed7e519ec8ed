/** A stylesheet, made and minified, as text. */
declare module "*.sheet" {
  const css: string;
  export default css;
}
