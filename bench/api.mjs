/* The brand's API in one run: decisions (P1, P2) and choices (P3); each file of figures says what is compared.
   Run: node bench/api.mjs [--customers 100000] [--rounds 3] [--seconds 8] [--data FOLDER] [--out FILE] */
import { alone } from "./alone.mjs";
import { measure as choices } from "./figures/choices.mjs";
import { measure as decisions } from "./figures/decisions.mjs";

await alone({ measure: decisions }, { measure: choices });
