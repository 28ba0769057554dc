-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "patient_id" TEXT NOT NULL,
    "issuer_of_patient_id" TEXT NOT NULL DEFAULT '',
    "patient_name" TEXT NOT NULL DEFAULT '',
    "name_key" TEXT NOT NULL DEFAULT '',
    "patient_birth_date" TEXT NOT NULL DEFAULT '',
    "patient_sex" TEXT NOT NULL DEFAULT '',
    "identity_conflict" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study" (
    "id" UUID NOT NULL,
    "study_instance_uid" TEXT NOT NULL,
    "patient_pk" UUID NOT NULL,
    "study_date" TEXT NOT NULL DEFAULT '',
    "study_time" TEXT NOT NULL DEFAULT '',
    "accession_number" TEXT NOT NULL DEFAULT '',
    "study_id" TEXT NOT NULL DEFAULT '',
    "study_description" TEXT NOT NULL DEFAULT '',
    "referring_physician_name" TEXT NOT NULL DEFAULT '',
    "referring_physician_key" TEXT NOT NULL DEFAULT '',
    "institution_name" TEXT NOT NULL DEFAULT '',
    "modalities_in_study" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "body_parts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "number_of_study_related_series" INTEGER NOT NULL DEFAULT 0,
    "number_of_study_related_instances" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "synthetic" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "series_instance_uid" TEXT NOT NULL,
    "study_pk" UUID NOT NULL,
    "modality" TEXT NOT NULL DEFAULT '',
    "series_number" INTEGER,
    "series_description" TEXT NOT NULL DEFAULT '',
    "body_part_examined" TEXT NOT NULL DEFAULT '',
    "laterality" TEXT NOT NULL DEFAULT '',
    "protocol_name" TEXT NOT NULL DEFAULT '',
    "manufacturer" TEXT NOT NULL DEFAULT '',
    "station_name" TEXT NOT NULL DEFAULT '',
    "performed_procedure_step_start_date" TEXT NOT NULL DEFAULT '',
    "performed_procedure_step_start_time" TEXT NOT NULL DEFAULT '',
    "number_of_series_related_instances" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,
    "sop_class_uid" TEXT NOT NULL,
    "series_pk" UUID NOT NULL,
    "instance_number" INTEGER,
    "rows" INTEGER,
    "columns" INTEGER,
    "bits_allocated" INTEGER,
    "number_of_frames" INTEGER,
    "photometric_interpretation" TEXT,
    "view_position" TEXT NOT NULL DEFAULT '',
    "transfer_syntax_uid" TEXT NOT NULL,
    "blob_name" TEXT NOT NULL,
    "byte_length" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "metadata" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejection" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "origin" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "calling_ae_title" TEXT NOT NULL DEFAULT '',
    "sop_instance_uid" TEXT NOT NULL DEFAULT '',
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "rejection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reading_task" (
    "study_pk" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "patient_class" TEXT NOT NULL,
    "readable_at" TIMESTAMPTZ(3) NOT NULL,
    "target_minutes" INTEGER NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "due_reasons" JSONB NOT NULL,
    "ai_state" TEXT NOT NULL DEFAULT 'pending',
    "ai_reason" TEXT NOT NULL DEFAULT '',
    "claimed_by" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "claim_expires_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reading_task_pkey" PRIMARY KEY ("study_pk")
);

-- CreateTable
CREATE TABLE "reading_event" (
    "id" BIGSERIAL NOT NULL,
    "study_pk" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "reading_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline_policy" (
    "version" SERIAL NOT NULL,
    "targets" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "deadline_policy_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "model_run" (
    "id" UUID NOT NULL,
    "study_pk" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL DEFAULT '',
    "model_name" TEXT NOT NULL,
    "model_version" TEXT NOT NULL,
    "model_sha256" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "urgency" TEXT NOT NULL DEFAULT 'none',
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "model_run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "operating_point" DOUBLE PRECISION NOT NULL,
    "positive" BOOLEAN NOT NULL,
    "urgency" TEXT NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_draft" (
    "study_pk" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "indication" TEXT NOT NULL DEFAULT '',
    "findings" TEXT NOT NULL DEFAULT '',
    "impression" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_draft_pkey" PRIMARY KEY ("study_pk")
);

-- CreateTable
CREATE TABLE "report_version" (
    "id" UUID NOT NULL,
    "study_pk" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "indication" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "impression" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hash" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "report_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "referring_physician_name" TEXT NOT NULL DEFAULT '',
    "referring_physician_key" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "address" TEXT NOT NULL DEFAULT '',
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer" (
    "id" UUID NOT NULL,
    "ae_title" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "peer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "study_pk" UUID,
    "patient_pk" UUID,
    "address" TEXT NOT NULL DEFAULT '',
    "detail" JSONB NOT NULL DEFAULT '{}',
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "patient_patient_id_issuer_of_patient_id_idx" ON "patient"("patient_id", "issuer_of_patient_id");

-- CreateIndex
CREATE INDEX "patient_name_key_idx" ON "patient"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "study_study_instance_uid_key" ON "study"("study_instance_uid");

-- CreateIndex
CREATE INDEX "study_patient_pk_idx" ON "study"("patient_pk");

-- CreateIndex
CREATE INDEX "study_study_date_idx" ON "study"("study_date");

-- CreateIndex
CREATE INDEX "study_accession_number_idx" ON "study"("accession_number");

-- CreateIndex
CREATE INDEX "study_referring_physician_key_idx" ON "study"("referring_physician_key");

-- CreateIndex
CREATE INDEX "study_received_at_idx" ON "study"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "series_series_instance_uid_key" ON "series"("series_instance_uid");

-- CreateIndex
CREATE INDEX "series_study_pk_idx" ON "series"("study_pk");

-- CreateIndex
CREATE UNIQUE INDEX "instance_sop_instance_uid_key" ON "instance"("sop_instance_uid");

-- CreateIndex
CREATE UNIQUE INDEX "instance_blob_name_key" ON "instance"("blob_name");

-- CreateIndex
CREATE INDEX "instance_series_pk_idx" ON "instance"("series_pk");

-- CreateIndex
CREATE INDEX "rejection_at_idx" ON "rejection"("at");

-- CreateIndex
CREATE INDEX "reading_task_state_due_at_study_pk_idx" ON "reading_task"("state", "due_at", "study_pk");

-- CreateIndex
CREATE INDEX "reading_task_claimed_by_idx" ON "reading_task"("claimed_by");

-- CreateIndex
CREATE INDEX "reading_event_study_pk_id_idx" ON "reading_event"("study_pk", "id");

-- CreateIndex
CREATE INDEX "reading_event_type_at_idx" ON "reading_event"("type", "at");

-- CreateIndex
CREATE UNIQUE INDEX "model_run_study_pk_sop_instance_uid_model_name_model_versio_key" ON "model_run"("study_pk", "sop_instance_uid", "model_name", "model_version");

-- CreateIndex
CREATE INDEX "finding_model_run_id_idx" ON "finding"("model_run_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_version_study_pk_version_key" ON "report_version"("study_pk", "version");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_username_key" ON "app_user"("username");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_token_token_hash_key" ON "service_token"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "peer_ae_title_key" ON "peer"("ae_title");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_study_pk_idx" ON "audit_event"("study_pk");

-- AddForeignKey
ALTER TABLE "study" ADD CONSTRAINT "study_patient_pk_fkey" FOREIGN KEY ("patient_pk") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance" ADD CONSTRAINT "instance_series_pk_fkey" FOREIGN KEY ("series_pk") REFERENCES "series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_task" ADD CONSTRAINT "reading_task_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_task" ADD CONSTRAINT "reading_task_claimed_by_fkey" FOREIGN KEY ("claimed_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_event" ADD CONSTRAINT "reading_event_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_run" ADD CONSTRAINT "model_run_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_model_run_id_fkey" FOREIGN KEY ("model_run_id") REFERENCES "model_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_draft" ADD CONSTRAINT "report_draft_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_draft" ADD CONSTRAINT "report_draft_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version" ADD CONSTRAINT "report_version_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version" ADD CONSTRAINT "report_version_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
