CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"act" text NOT NULL,
	"detail" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"ticket" text GENERATED ALWAYS AS (detail->>'ticket') STORED,
	CONSTRAINT "audit_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "choice_events" (
	"customer_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"act_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"act" text NOT NULL,
	"undoes" integer,
	"state" text NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"frequency" text,
	"since" timestamp (3) with time zone,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"via_kind" text NOT NULL,
	"via_id" uuid NOT NULL,
	"shown_hash" text NOT NULL,
	"locale" text NOT NULL,
	"brand_hash" text NOT NULL,
	"terms" text NOT NULL,
	"occurred_at" timestamp (3) with time zone,
	"evidence" "bytea",
	"at" timestamp (3) with time zone NOT NULL,
	"prev" "bytea",
	"hash" "bytea" NOT NULL,
	CONSTRAINT "choice_events_customer_id_seq_pk" PRIMARY KEY("customer_id","seq"),
	CONSTRAINT "choice_events_id" UNIQUE("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "choice_tokens" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"scope" text NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"seq" integer,
	"undoes_act" uuid,
	"use_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_for" uuid,
	CONSTRAINT "choice_tokens_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "choices" (
	"customer_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"seq" integer NOT NULL,
	"state" text NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"frequency" text,
	"since" timestamp (3) with time zone,
	"actor_kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "choices_customer_id_purpose_channel_pk" PRIMARY KEY("customer_id","purpose","channel")
);
--> statement-breakpoint
CREATE TABLE "ledger_heads" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_joins" (
	"customer_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"joined_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_joins_customer_id_other_id_pk" PRIMARY KEY("customer_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "customer_keys" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_links" (
	"customer_id" uuid NOT NULL,
	"source" text NOT NULL,
	"lookup" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_links_customer_id_source_pk" PRIMARY KEY("customer_id","source")
);
--> statement-breakpoint
CREATE TABLE "customer_settings" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"locale" text,
	"source_locale" text,
	"country" text,
	"region" text
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"lookup" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identifiers_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "waiting_corrections" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiting_corrections_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"system" text NOT NULL,
	"route" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"request" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"body" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_system_route_hash_pk" PRIMARY KEY("system","route","hash")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"tool" text NOT NULL,
	"mapping" text NOT NULL,
	"file_name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"counts" jsonb DEFAULT '{}' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "channel_stops" (
	"lookup" "bytea" NOT NULL,
	"line" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"text_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_stops_lookup_line_pk" PRIMARY KEY("lookup","line")
);
--> statement-breakpoint
CREATE TABLE "inbound_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"lookup" "bytea" NOT NULL,
	"line" text NOT NULL,
	"means" text NOT NULL,
	"sealed" "bytea",
	"answer" text NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "inbound_texts_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"purpose" text PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"sealed" "bytea",
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "copies" (
	"customer_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "copies_customer_id_request_id_pk" PRIMARY KEY("customer_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "request_messages" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"author" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	CONSTRAINT "request_messages_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"item" text,
	"opened_in" uuid,
	"about_visit" uuid,
	"jurisdiction" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"identity_at" timestamp (3) with time zone NOT NULL,
	"due_on" date NOT NULL,
	"extended_from" date,
	"extended_at" timestamp (3) with time zone,
	"extension_sealed" "bytea",
	"text_sealed" "bytea",
	"outcome" text,
	"answered_at" timestamp (3) with time zone,
	"answer_sealed" "bytea",
	CONSTRAINT "requests_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"id_hash" "bytea" NOT NULL,
	"auth_time" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"method" text NOT NULL,
	"device" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lookup" "bytea" NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"session_id" uuid,
	"link_hash" "bytea",
	"code_hash" "bytea",
	"sealed" "bytea" NOT NULL,
	"device" text NOT NULL,
	"locale" text NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"voided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "browser_signals" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "browser_signals_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "browser_signals_browser" UNIQUE("customer_id","browser_hash"),
	CONSTRAINT "browser_signals_session" UNIQUE("customer_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lookup" "bytea" NOT NULL,
	"email_sealed" "bytea" NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"open_id_lookup" "bytea",
	"version" integer DEFAULT 1 NOT NULL,
	"totp_sealed" "bytea",
	"totp_step" bigint,
	"totp_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_passkeys" (
	"staff_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"credential_id" "bytea" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_passkeys_staff_id_id_pk" PRIMARY KEY("staff_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff_recovery_codes" (
	"staff_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_recovery_codes_staff_id_hash_pk" PRIMARY KEY("staff_id","hash")
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"id_hash" "bytea" NOT NULL,
	"staff_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"method" text NOT NULL,
	"device" text NOT NULL,
	"second_at" timestamp (3) with time zone,
	"setup_sealed" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lookup" "bytea" NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"staff_id" uuid,
	"code_hash" "bytea",
	"sealed" "bytea",
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"first_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	"voided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_signatures" (
	"staff_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"role" text NOT NULL,
	"rules_hash" text NOT NULL,
	"text_hash" text NOT NULL,
	"locale" text NOT NULL,
	"signed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_signatures_staff_id_id_pk" PRIMARY KEY("staff_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms_events" (
	"customer_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"document" text NOT NULL,
	"version" text NOT NULL,
	"act" text NOT NULL,
	"terms_hash" text NOT NULL,
	"shown_hash" text NOT NULL,
	"locale" text NOT NULL,
	"actor_kind" text NOT NULL,
	"session_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"prev" "bytea",
	"hash" "bytea" NOT NULL,
	CONSTRAINT "terms_events_customer_id_seq_pk" PRIMARY KEY("customer_id","seq"),
	CONSTRAINT "terms_events_id" UNIQUE("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms_versions" (
	"document" text NOT NULL,
	"version" text NOT NULL,
	"hash" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "terms_versions_document_version_pk" PRIMARY KEY("document","version")
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"hash" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uses" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"items" text[] NOT NULL,
	"title" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"campaign" text,
	"decision" integer,
	"key_id" uuid,
	"reported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "uses_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_reveals" (
	"customer_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"item" text NOT NULL,
	"record" text DEFAULT '' NOT NULL,
	"reason_sealed" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_reveals_customer_id_visit_id_item_record_pk" PRIMARY KEY("customer_id","visit_id","item","record")
);
--> statement-breakpoint
CREATE TABLE "visit_views" (
	"customer_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"page" text NOT NULL,
	"item" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_views_customer_id_visit_id_page_item_pk" PRIMARY KEY("customer_id","visit_id","page","item")
);
--> statement-breakpoint
CREATE TABLE "visit_wishes" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"refused" boolean DEFAULT false NOT NULL,
	"tell" text DEFAULT 'now' NOT NULL,
	"code_hash" "bytea",
	"code_expires_at" timestamp (3) with time zone,
	"code_tries" smallint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"words_sealed" "bytea" NOT NULL,
	"ticket" text NOT NULL,
	"initials_sealed" "bytea",
	"shown_name" text NOT NULL,
	"role" text NOT NULL,
	"with_code" boolean DEFAULT false NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_how" text,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "visits_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "obeyed" (
	"customer_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"system" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"told_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "obeyed_customer_id_event_id_system_pk" PRIMARY KEY("customer_id","event_id","system")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"endpoint_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"lane" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"status" integer,
	"reason" text,
	"next_at" timestamp (3) with time zone,
	"obeyed_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_deliveries_endpoint_id_position_pk" PRIMARY KEY("endpoint_id","position")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"system" text,
	"obeys_within" integer DEFAULT 3600 NOT NULL,
	"secret" "bytea" NOT NULL,
	"previous_secret" "bytea",
	"previous_until" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_reason" text,
	"deleted_at" timestamp (3) with time zone,
	"failing_at" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"held_until" timestamp (3) with time zone,
	"last_delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"customer_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"seq" integer NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_events_customer_id_id_pk" PRIMARY KEY("customer_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_lanes" (
	"endpoint_id" uuid NOT NULL,
	"lane" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"claim" uuid,
	CONSTRAINT "webhook_lanes_endpoint_id_lane_pk" PRIMARY KEY("endpoint_id","lane")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_prefix" ON "api_keys" USING btree ("prefix");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("customer_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_all_by_time" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_by_act" ON "audit" USING btree ("act","at","id");--> statement-breakpoint
CREATE INDEX "audit_by_staff" ON "audit" USING btree ("actor_id","at","id") WHERE actor_kind = 'staff';--> statement-breakpoint
CREATE INDEX "audit_by_ticket" ON "audit" USING btree ("ticket","at","id") WHERE ticket is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "choice_tokens_hash" ON "choice_tokens" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_links_lookup" ON "customer_links" USING btree ("lookup");--> statement-breakpoint
CREATE INDEX "identifiers_lookup" ON "identifiers" USING btree ("lookup");--> statement-breakpoint
CREATE INDEX "idempotency_expires" ON "idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "imports_file" ON "imports" USING btree ("sha256","tool","mapping");--> statement-breakpoint
CREATE INDEX "inbound_texts_lookup" ON "inbound_texts" USING btree ("lookup");--> statement-breakpoint
CREATE INDEX "inbound_texts_received" ON "inbound_texts" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "limits_expire" ON "limits" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "messages_created" ON "messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "copies_token" ON "copies" USING btree ("customer_id","token_hash");--> statement-breakpoint
CREATE INDEX "request_messages_of" ON "request_messages" USING btree ("customer_id","request_id");--> statement-breakpoint
CREATE INDEX "requests_by_time" ON "requests" USING btree ("customer_id","opened_at");--> statement-breakpoint
CREATE INDEX "sessions_id_hash" ON "sessions" USING btree ("id_hash");--> statement-breakpoint
CREATE INDEX "sign_ins_lookup" ON "sign_ins" USING btree ("lookup");--> statement-breakpoint
CREATE INDEX "sign_ins_browser" ON "sign_ins" USING btree ("browser_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_ins_link" ON "sign_ins" USING btree ("link_hash");--> statement-breakpoint
CREATE INDEX "sign_ins_expires" ON "sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_lookup" ON "staff" USING btree ("lookup") WHERE "staff"."open_id_lookup" is null;--> statement-breakpoint
CREATE INDEX "staff_lookup_any" ON "staff" USING btree ("lookup");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_open_id" ON "staff" USING btree ("open_id_lookup");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_passkeys_credential" ON "staff_passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_sessions_id_hash" ON "staff_sessions" USING btree ("id_hash");--> statement-breakpoint
CREATE INDEX "staff_sessions_staff" ON "staff_sessions" USING btree ("staff_id","created_at");--> statement-breakpoint
CREATE INDEX "staff_sign_ins_lookup" ON "staff_sign_ins" USING btree ("lookup");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_sign_ins_browser" ON "staff_sign_ins" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "staff_sign_ins_expires" ON "staff_sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "staff_signatures_rules" ON "staff_signatures" USING btree ("staff_id","rules_hash","signed_at");--> statement-breakpoint
CREATE INDEX "uses_by_purpose" ON "uses" USING btree ("customer_id","purpose","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "visits_secret" ON "visits" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "visits_by_staff" ON "visits" USING btree ("staff_id","started_at");--> statement-breakpoint
CREATE INDEX "obeyed_by_time" ON "obeyed" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_pending" ON "webhook_deliveries" USING btree ("endpoint_id","lane","position") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_dead" ON "webhook_deliveries" USING btree ("endpoint_id","position") WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_event" ON "webhook_deliveries" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_unobeyed" ON "webhook_deliveries" USING btree ("endpoint_id","at") WHERE obeyed_at is null and type in ('choice.changed', 'channel.stopped');--> statement-breakpoint
CREATE INDEX "webhook_lanes_due" ON "webhook_lanes" USING btree ("endpoint_id","due_at");