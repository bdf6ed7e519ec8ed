// Written by `npm run client:types` from the API's own OpenAPI document. Do not edit.

/** Exactly one of id, email, phone (E.164) and customer_number. A person of several records is one person. */
export type CustomerReference = {
  id: string;
} | {
  email: string;
} | {
  phone: string;
} | {
  customer_number: string;
};

export type Decision = {
  decision: "allow" | "deny";
  reason: "granted" | "basis" | "not_objected" | "unknown" | "unconfirmed" | "withdrawn" | "refused" | "expired" | "objected" | "paused" | "channel_stopped" | "channel_missing" | "channel_unverified" | "no_such_channel" | "frequency" | "item_not_covered" | "no_such_purpose" | "invalid" | "signal" | "restricted" | "forgotten";
  /** One plain sentence for people; names no value. */
  because: string;
  /** Where the customer's ledger stood; null: nothing is recorded. */
  ledger: LedgerPosition | null;
  /** Keep the answer no longer than this: five minutes at most. */
  valid_until: string;
};

/** A place in the customer's own hash chain. */
export type LedgerPosition = {
  /** 1 for the first event of a customer */
  seq: number;
  hash: string;
};

/** What proves it. Sealed with the customer's own key. */
export type Evidence = {
  /** How the customer said it, such as checkout or phone call. */
  method: string;
  /** The words that the customer saw. Needed for a yes. */
  wording?: string;
  /** The language of those words (BCP 47). Needed for a yes. */
  locale?: string;
  /** Where you keep the proof. */
  reference?: string;
  /** The version of the terms at that time. */
  terms_version?: string;
};

export type WebhookEndpoint = {
  id: string;
  url: string;
  events: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
  obeys_within: string;
  system: string | null;
  /** failing: something was given up and nothing arrived since. held: it asked for a rest. gone: it answered 410. disabled: by hand. */
  standing: "ok" | "failing" | "held" | "gone" | "disabled";
  created_at: string;
  disabled_at: string | null;
  failing_since: string | null;
  last_delivered_at: string | null;
  /** Until when the secret before signs too. */
  previous_secret_until: string | null;
};

export type WebhookDelivery = {
  /** The webhook-id; the same in every attempt and every replay. */
  event: string;
  type: "choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published";
  /** When it happened. */
  at: string;
  customer: {
    id: string;
  } | null;
  /** dead: given up after the last attempt; a replay sends it again. */
  state: "pending" | "delivered" | "dead";
  attempts: number;
  tried_at: string | null;
  /** What the last attempt was answered. */
  status: number | null;
  /** Why there was no answer. */
  reason: "refused_address" | "unreachable" | "timeout" | "certificate" | "too_large" | null;
  next_at: string | null;
  obeyed_at: string | null;
};

/** A refusal (RFC 9457). `type` is stable and leads to a page that says what helps. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** The request's id, as a URN. */
  instance: string;
  /** The scope that the key lacks. */
  scope?: string;
  errors?: readonly {
    /** JSON Pointer (RFC 6901) into the body; /query and /path before it. */
    pointer: string;
    detail: string;
  }[];
};

/** What the `type` of a refusal ends in. */
export const PROBLEM_NAMES = [
  "not-json",
  "idempotency-key-missing",
  "bad-cursor",
  "unauthorized",
  "scope-missing",
  "forbidden",
  "not-found",
  "method-not-allowed",
  "too-slow",
  "in-flight",
  "conflict",
  "gone",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "key-reused",
  "not-offered",
  "rate-limited",
  "fault",
  "unavailable",
] as const;
export type ProblemName = (typeof PROBLEM_NAMES)[number];

/** By the operation's id: what it takes, and what it answers when it does. */
export interface Operations {
  /** `post /decisions`: Ask before data is used: may we? */
  decide: {
    body: {
      requests: readonly {
        customer: CustomerReference;
        purpose: string;
        /** Left out for a purpose that is one switch. */
        channel?: string;
        /** Held items that would be used. */
        items?: readonly string[];
      }[];
    };
    answer: {
      decisions: readonly Decision[];
    };
  };
  /** `post /choices`: Tell what a customer chose elsewhere */
  tellChoices: {
    body: {
      customer: CustomerReference;
      choices: readonly {
        purpose: string;
        /** Left out for a purpose that is one switch. */
        channel?: string;
        /** granted and withdrawn for consent, objected and not_objected for a legitimate interest. */
        state: "granted" | "withdrawn" | "objected" | "not_objected" | "paused";
        /** The end of a pause. */
        until?: string;
        /** When the customer said it. */
        occurred_at: string;
        evidence: Evidence;
      }[];
    };
    answer: {
      customer: {
        id: string;
      };
      choices: readonly {
        purpose: string;
        channel: string | null;
        recorded: boolean;
        /** Why it was not recorded; older: something newer stands. */
        reason?: "older" | "unchanged" | "locked" | "no_such_purpose" | "no_such_channel" | "channel_missing" | "cannot_confirm" | "wrong_basis";
        /** Where the customer's choice stands now. */
        state: "unset" | "granted" | "pending" | "withdrawn" | "refused" | "objected" | "not_objected" | "paused";
        /** The event that says so; null: nothing is recorded. */
        ledger: LedgerPosition | null;
      }[];
    };
  };
  /** `post /uses`: Record what was done with people's data */
  tellUses: {
    body: {
      uses: readonly {
        customer: CustomerReference;
        purpose: string;
        /** Left out where the use went through no channel. */
        channel?: string;
        /** Ids of the held items that were used. */
        items: readonly string[];
        /** What the customer knows it by, such as the subject. */
        title: string;
        /** Your own name of the campaign. */
        campaign?: string;
        occurred_at: string;
        /** The ledger of the decision that allowed it, or its seq. */
        decision?: LedgerPosition | number;
      }[];
    };
    answer: {
      /** In the order told; null where errors says why. */
      ids: readonly (string | null)[];
      /** Entries that were not recorded. The others were. */
      errors: readonly {
        index: number;
        field: "customer" | "purpose" | "channel" | "items" | "occurred_at";
        detail: string;
      }[];
    };
  };
  /** `post /links`: Make a link for one customer's message */
  makeLink: {
    body: {
      customer: CustomerReference;
      /** stop and why stand in a message; dashboard leads to the sign-in. */
      kind: "stop" | "why" | "dashboard";
      /** What the link is about. Needed for stop and why, unless use says it. */
      purpose?: string;
      /** Left out for a purpose without channels. */
      channel?: string;
      /** The use that the link stands in, as POST /uses answered. */
      use?: string;
    };
    answer: {
      /** A secret of that customer: put it into their message and nowhere else. */
      url: string;
      /** Of a stop link by email: both headers of RFC 8058, to be covered by your DKIM signature. */
      headers?: {
        "List-Unsubscribe": string;
        "List-Unsubscribe-Post": string;
      };
    };
  };
  /** `get /customers`: Find a customer by one exact identifier */
  findCustomers: {
    query: {
      email?: string;
      phone?: string;
      customer_number?: string;
    };
    answer: {
      customers: readonly {
        id: string;
        /** Other records of the same person. */
        linked: readonly string[];
        customer_number: string | null;
        /** Kinds of identifier. changed: it changed and was not proved since, so nothing is sent to it. */
        known_by: readonly {
          kind: string;
          verified: boolean;
          changed: boolean;
        }[];
      }[];
    };
  };
  /** `put /customers/{customer_number}`: Make a customer known, or their identifiers */
  putCustomer: {
    params: {
      customer_number: string;
    };
    body: {
      email?: string;
      /** E.164, such as +353861234567. */
      phone?: string;
    };
    answer: {
      customer: {
        id: string;
      };
    };
  };
  /** `get /customers/{id}/choices`: Read a customer's choices */
  readChoices: {
    params: {
      id: string;
    };
    answer: {
      customer: {
        id: string;
        linked: readonly string[];
      };
      choices: readonly {
        purpose: string;
        channel: string | null;
        /** What was recorded; unset: nothing that decides. */
        state: "unset" | "granted" | "pending" | "withdrawn" | "refused" | "objected" | "not_objected";
        since: string | null;
        paused_until: string | null;
        /** Who acted last: the customer (you), a link in a message, staff when asked, a system, the signal of the customer’s browser, an import, or a text from their number. */
        by: "you" | "link" | "staff" | "system" | "signal" | "import" | "text" | null;
        decision: "allow" | "deny";
        reason: "granted" | "basis" | "not_objected" | "unknown" | "unconfirmed" | "withdrawn" | "refused" | "expired" | "objected" | "paused" | "channel_stopped" | "channel_missing" | "channel_unverified" | "no_such_channel" | "frequency" | "item_not_covered" | "no_such_purpose" | "invalid" | "signal" | "restricted" | "forgotten";
        because: string;
        ledger: LedgerPosition | null;
        valid_until: string;
      }[];
    };
  };
  /** `get /customers/{id}/ledger`: Read a customer's ledger */
  readLedger: {
    params: {
      id: string;
    };
    query: {
      /** How many at most. */
      limit?: number;
      /** The next_cursor of the answer before, as it was. */
      cursor?: string;
    };
    answer: {
      events: readonly {
        seq: number;
        at: string;
        purpose: string;
        channel: string | null;
        act: "grant" | "ask" | "confirm" | "withdraw" | "cancel" | "object" | "unobject" | "pause" | "resume" | "frequency" | "undo";
        state: "unset" | "granted" | "pending" | "withdrawn" | "refused" | "objected" | "not_objected";
        since: string | null;
        paused_until: string | null;
        frequency: string | null;
        undoes: number | null;
        actor: "customer" | "token" | "staff" | "api_key" | "signal" | "import" | "text";
        occurred_at: string | null;
        /** SHA-256 of the sealed evidence; the evidence is not told. */
        evidence_hash: string | null;
        shown_hash: string;
        locale: string;
        prev: string | null;
        hash: string;
      }[];
      next_cursor: string | null;
    };
  };
  /** `get /webhook-endpoints`: List the webhook endpoints */
  listWebhookEndpoints: {
    query: {
      /** How many at most. */
      limit?: number;
      /** The next_cursor of the answer before, as it was. */
      cursor?: string;
    };
    answer: {
      endpoints: readonly WebhookEndpoint[];
      next_cursor: string | null;
    };
  };
  /** `post /webhook-endpoints`: Say where a system wants to hear of changes */
  makeWebhookEndpoint: {
    body: {
      /** Https, port 443, a host on the public internet. */
      url: string;
      events: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
      /** How long the system may take to say that it obeyed (ISO 8601). PT1H. */
      obeys_within?: string;
      /** The name under which the system behind it tells POST /obeyed; without one any name counts. */
      system?: string;
    };
    answer: {
      id: string;
      url: string;
      events: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
      obeys_within: string;
      system: string | null;
      /** failing: something was given up and nothing arrived since. held: it asked for a rest. gone: it answered 410. disabled: by hand. */
      standing: "ok" | "failing" | "held" | "gone" | "disabled";
      created_at: string;
      disabled_at: string | null;
      failing_since: string | null;
      last_delivered_at: string | null;
      /** Until when the secret before signs too. */
      previous_secret_until: string | null;
      /** whsec_ and base64: signs everything that is sent here. Shown this once. */
      secret: string;
    };
  };
  /** `get /webhook-endpoints/{id}`: Read one webhook endpoint and how its deliveries stand */
  readWebhookEndpoint: {
    params: {
      id: string;
    };
    answer: {
      id: string;
      url: string;
      events: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
      obeys_within: string;
      system: string | null;
      /** failing: something was given up and nothing arrived since. held: it asked for a rest. gone: it answered 410. disabled: by hand. */
      standing: "ok" | "failing" | "held" | "gone" | "disabled";
      created_at: string;
      disabled_at: string | null;
      failing_since: string | null;
      last_delivered_at: string | null;
      /** Until when the secret before signs too. */
      previous_secret_until: string | null;
      deliveries: {
        pending: number;
        dead: number;
        oldest_pending_at: string | null;
      };
    };
  };
  /** `patch /webhook-endpoints/{id}`: Change a webhook endpoint, or its secret */
  changeWebhookEndpoint: {
    params: {
      id: string;
    };
    body: {
      /** Https, port 443, a host on the public internet. */
      url?: string;
      events?: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
      /** How long the system may take to say that it obeyed (ISO 8601). PT1H. */
      obeys_within?: string;
      system?: string | null;
      /** False: nothing is sent. True again: what happened meanwhile comes first. */
      enabled?: boolean;
      /** Makes a new secret; the one before signs beside it for a day. */
      rotate_secret?: true;
    };
    answer: {
      id: string;
      url: string;
      events: readonly ("choice.changed" | "channel.stopped" | "request.opened" | "request.due" | "terms.published")[];
      obeys_within: string;
      system: string | null;
      /** failing: something was given up and nothing arrived since. held: it asked for a rest. gone: it answered 410. disabled: by hand. */
      standing: "ok" | "failing" | "held" | "gone" | "disabled";
      created_at: string;
      disabled_at: string | null;
      failing_since: string | null;
      last_delivered_at: string | null;
      /** Until when the secret before signs too. */
      previous_secret_until: string | null;
      /** whsec_ and base64: signs everything that is sent here. Shown this once. */
      secret?: string;
    };
  };
  /** `delete /webhook-endpoints/{id}`: Take a webhook endpoint away */
  deleteWebhookEndpoint: {
    params: {
      id: string;
    };
  };
  /** `post /webhook-endpoints/{id}/replay`: Send again what was sent or given up */
  replayWebhooks: {
    params: {
      id: string;
    };
    body: {
      /** The webhook-ids to send again. */
      events: readonly string[];
    } | {
      /** Everything that happened from then on. */
      since: string;
      /** And before then. Now. */
      until?: string;
      /** Only what was given up. */
      only?: "dead";
    };
    answer: {
      replayed: number;
    };
  };
  /** `get /webhook-endpoints/{id}/deliveries`: See what was sent to an endpoint, and what became of it */
  listWebhookDeliveries: {
    params: {
      id: string;
    };
    query: {
      /** How many at most. */
      limit?: number;
      /** The next_cursor of the answer before, as it was. */
      cursor?: string;
      /** Only those that stand so. */
      state?: "pending" | "delivered" | "dead";
    };
    answer: {
      deliveries: readonly WebhookDelivery[];
      next_cursor: string | null;
    };
  };
  /** `post /obeyed`: Say that a change is obeyed */
  tellObeyed: {
    body: {
      /** The webhook-id. */
      event: string;
      /** From when on it is obeyed: not before the event, at most five minutes ahead. */
      at: string;
      /** The name that the customer reads, such as “our mail system”; or the id of a recipient or source of the brand folder, which has a name in each language. */
      system: string;
    };
    answer: {
      event: string;
      recorded: boolean;
    };
  };
  /** `get /terms`: Read the terms in force and every published version */
  listTerms: {
    answer: {
      terms: readonly {
        document: string;
        name: string | {
          [more: string]: string;
        };
        kind: "privacy_notice" | "terms_of_service" | "cookie_policy" | "other";
        agreement: "required" | "notice";
        /** The locale that binds. */
        binding: string;
        /** The version in force. */
        version: string;
        url: string;
        /** SHA-256 of what is in force, by locale. */
        texts: {
          full: {
            [more: string]: string;
          };
          summary: {
            [more: string]: string;
          };
        };
        points: readonly {
          id: string;
          /** By locale. */
          text: {
            [more: string]: string;
          };
          /** Anchors in the full text. */
          clauses: readonly string[];
          purposes: readonly string[];
          items: readonly string[];
          surprising: boolean;
        }[];
        /** Newest first. */
        versions: readonly {
          /** In force from this day, in the brand's time zone. */
          version: string;
          standing: "coming" | "in_force" | "past";
          /** SHA-256 of the list of its texts; an agreement names it. */
          hash: string;
          published_at: string;
          url: string;
        }[];
      }[];
    };
  };
}
