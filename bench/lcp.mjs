/* P8 alone. Run: npm run bench:lcp -- [--customers 1000] [--rounds 9] [--data FOLDER]; see figures/lcp.mjs */
import { alone } from "./alone.mjs";
import { measure } from "./figures/lcp.mjs";

await alone({ measure });
