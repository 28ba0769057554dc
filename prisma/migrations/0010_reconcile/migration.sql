-- CreateTable
CREATE TABLE "archive_change" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reason_code" TEXT NOT NULL DEFAULT '',
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "detail" JSONB NOT NULL,
    "undo_until" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "archive_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deleted_instance" (
    "id" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,
    "sop_class_uid" TEXT NOT NULL,
    "series_instance_uid" TEXT NOT NULL,
    "study_instance_uid" TEXT NOT NULL,
    "study_pk" UUID NOT NULL,
    "change_pk" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "row" JSONB NOT NULL,
    "series_row" JSONB NOT NULL,
    "blob_name" TEXT NOT NULL,
    "byte_length" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "metadata" BYTEA NOT NULL,

    CONSTRAINT "deleted_instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purged_instance" (
    "sop_instance_uid" TEXT NOT NULL,
    "series_instance_uid" TEXT NOT NULL,
    "study_instance_uid" TEXT NOT NULL,
    "purged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purged_instance_pkey" PRIMARY KEY ("sop_instance_uid")
);

-- CreateTable
CREATE TABLE "rejected_instance" (
    "sop_instance_uid" TEXT NOT NULL,
    "reason_code" TEXT NOT NULL,
    "change_pk" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rejected_instance_pkey" PRIMARY KEY ("sop_instance_uid")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "study_pk" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "set_by" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(3),
    "released_by" TEXT NOT NULL DEFAULT '',
    "release_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantined_object" (
    "id" UUID NOT NULL,
    "conflict" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "sop_instance_uid" TEXT NOT NULL,
    "sop_class_uid" TEXT NOT NULL,
    "series_instance_uid" TEXT NOT NULL,
    "study_instance_uid" TEXT NOT NULL,
    "patient_id" TEXT NOT NULL,
    "issuer_of_patient_id" TEXT NOT NULL,
    "patient_name" TEXT NOT NULL,
    "patient_birth_date" TEXT NOT NULL,
    "patient_sex" TEXT NOT NULL,
    "accession_number" TEXT NOT NULL,
    "study_date" TEXT NOT NULL,
    "study_description" TEXT NOT NULL,
    "Modality" TEXT NOT NULL,
    "blob_name" TEXT,
    "byte_length" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "metadata" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "calling_ae_title" TEXT NOT NULL DEFAULT '',
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "times_seen" INTEGER NOT NULL DEFAULT 1,
    "change_pk" UUID,

    CONSTRAINT "quarantined_object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_alias" (
    "id" UUID NOT NULL,
    "patient_id" TEXT NOT NULL,
    "issuer_of_patient_id" TEXT NOT NULL,
    "patient_name" TEXT NOT NULL,
    "patient_birth_date" TEXT NOT NULL,
    "study_pk" UUID,
    "patient_pk" UUID,
    "change_pk" UUID NOT NULL,

    CONSTRAINT "identity_alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_original" (
    "instance_pk" UUID NOT NULL,
    "blob_name" TEXT NOT NULL,
    "byte_length" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "metadata" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_original_pkey" PRIMARY KEY ("instance_pk")
);

-- CreateIndex
CREATE INDEX "archive_change_at_idx" ON "archive_change"("at");

-- CreateIndex
CREATE UNIQUE INDEX "deleted_instance_blob_name_key" ON "deleted_instance"("blob_name");

-- CreateIndex
CREATE INDEX "deleted_instance_sop_instance_uid_idx" ON "deleted_instance"("sop_instance_uid");

-- CreateIndex
CREATE INDEX "deleted_instance_study_pk_idx" ON "deleted_instance"("study_pk");

-- CreateIndex
CREATE INDEX "deleted_instance_change_pk_idx" ON "deleted_instance"("change_pk");

-- CreateIndex
CREATE INDEX "purged_instance_series_instance_uid_idx" ON "purged_instance"("series_instance_uid");

-- CreateIndex
CREATE INDEX "purged_instance_study_instance_uid_idx" ON "purged_instance"("study_instance_uid");

-- CreateIndex
CREATE INDEX "rejected_instance_change_pk_idx" ON "rejected_instance"("change_pk");

-- CreateIndex
CREATE INDEX "legal_hold_study_pk_idx" ON "legal_hold"("study_pk");

-- CreateIndex
CREATE UNIQUE INDEX "quarantined_object_blob_name_key" ON "quarantined_object"("blob_name");

-- CreateIndex
CREATE INDEX "quarantined_object_sop_instance_uid_idx" ON "quarantined_object"("sop_instance_uid");

-- CreateIndex
CREATE INDEX "quarantined_object_state_received_at_idx" ON "quarantined_object"("state", "received_at");

-- CreateIndex
CREATE INDEX "quarantined_object_study_instance_uid_idx" ON "quarantined_object"("study_instance_uid");

-- CreateIndex
CREATE INDEX "identity_alias_patient_id_idx" ON "identity_alias"("patient_id");

-- CreateIndex
CREATE INDEX "identity_alias_study_pk_idx" ON "identity_alias"("study_pk");

-- CreateIndex
CREATE INDEX "identity_alias_change_pk_idx" ON "identity_alias"("change_pk");

-- CreateIndex
CREATE UNIQUE INDEX "instance_original_blob_name_key" ON "instance_original"("blob_name");

-- AddForeignKey
ALTER TABLE "deleted_instance" ADD CONSTRAINT "deleted_instance_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deleted_instance" ADD CONSTRAINT "deleted_instance_change_pk_fkey" FOREIGN KEY ("change_pk") REFERENCES "archive_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantined_object" ADD CONSTRAINT "quarantined_object_change_pk_fkey" FOREIGN KEY ("change_pk") REFERENCES "archive_change"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand from here on.
-- One hold at a time stands on a study.
CREATE UNIQUE INDEX "legal_hold_standing" ON "legal_hold"("study_pk") WHERE "released_at" IS NULL;

-- A hold refuses to lose what it keeps, whoever deletes: the check and the deletion share the study's row lock.
CREATE FUNCTION refuse_under_legal_hold() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM legal_hold WHERE study_pk = OLD.study_pk AND released_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM instance WHERE id = OLD.id) THEN
    RAISE EXCEPTION 'the study is under legal hold' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER deleted_instance_legal_hold BEFORE DELETE ON deleted_instance
  FOR EACH ROW EXECUTE FUNCTION refuse_under_legal_hold();

-- Puts a row back that was kept as JSON; columns that came since take their defaults.
CREATE FUNCTION insert_kept_row(target regclass, kept jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  columns text;
  inserted bigint;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns
  FROM pg_attribute
  WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND kept ? attname::text;
  EXECUTE format(
    'INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(null::%1$s, $1) ON CONFLICT DO NOTHING',
    target, columns) USING kept;
  GET DIAGNOSTICS inserted = ROW_COUNT;
  RETURN inserted;
END $$;
