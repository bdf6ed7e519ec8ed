-- An address that a system gave, and no source yet, is not given up when a source leaves it out.
ALTER TABLE "identifiers" ADD COLUMN "told" boolean DEFAULT false NOT NULL;
