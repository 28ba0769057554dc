-- CreateTable
CREATE TABLE "imaging_order" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "patient_id" TEXT NOT NULL,
    "issuer_of_patient_id" TEXT NOT NULL DEFAULT '',
    "patient_name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "patient_birth_date" TEXT NOT NULL DEFAULT '',
    "patient_sex" TEXT NOT NULL DEFAULT '',
    "accession_number" TEXT NOT NULL,
    "placer_order_number" TEXT NOT NULL DEFAULT '',
    "filler_order_number" TEXT NOT NULL DEFAULT '',
    "study_instance_uid" TEXT NOT NULL,
    "requested_procedure_id" TEXT NOT NULL,
    "requested_procedure_description" TEXT NOT NULL,
    "requested_procedure_code_sequence" JSONB NOT NULL DEFAULT '[]',
    "requested_procedure_priority" TEXT NOT NULL DEFAULT 'ROUTINE',
    "reason_for_the_requested_procedure" TEXT NOT NULL DEFAULT '',
    "referring_physician_name" TEXT NOT NULL DEFAULT '',
    "requesting_physician" TEXT NOT NULL DEFAULT '',
    "requesting_service" TEXT NOT NULL DEFAULT '',
    "current_patient_location" TEXT NOT NULL DEFAULT '',
    "admission_id" TEXT NOT NULL DEFAULT '',
    "patient_class" TEXT NOT NULL DEFAULT '',
    "medical_alerts" TEXT NOT NULL DEFAULT '',
    "allergies" TEXT NOT NULL DEFAULT '',
    "origin" TEXT NOT NULL,
    "cancel_reason" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "study_pk" UUID,
    "matched_by" TEXT NOT NULL DEFAULT '',
    "matched_at" TIMESTAMPTZ(3),
    "apart_from" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "imaging_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_procedure_step" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "scheduled_procedure_step_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'SCHEDULED',
    "scheduled_station_ae_title" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scheduled_station_name" TEXT NOT NULL DEFAULT '',
    "scheduled_procedure_step_location" TEXT NOT NULL DEFAULT '',
    "modality" TEXT NOT NULL,
    "scheduled_procedure_step_start_date" TEXT NOT NULL,
    "scheduled_procedure_step_start_time" TEXT NOT NULL,
    "scheduled_performing_physician_name" TEXT NOT NULL DEFAULT '',
    "performing_key" TEXT NOT NULL DEFAULT '',
    "scheduled_procedure_step_description" TEXT NOT NULL DEFAULT '',
    "scheduled_protocol_code_sequence" JSONB NOT NULL DEFAULT '[]',
    "comments_on_the_scheduled_procedure_step" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "scheduled_procedure_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "performed_procedure_step" (
    "id" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,
    "performed_procedure_step_status" TEXT NOT NULL,
    "performed_procedure_step_id" TEXT NOT NULL,
    "performed_station_ae_title" TEXT NOT NULL,
    "modality" TEXT NOT NULL,
    "calling_ae_title" TEXT NOT NULL,
    "study_instance_uid" TEXT NOT NULL,
    "discontinuation_reason" TEXT NOT NULL DEFAULT '',
    "attributes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "performed_procedure_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "performed_for_scheduled" (
    "performed_id" UUID NOT NULL,
    "scheduled_id" UUID NOT NULL,

    CONSTRAINT "performed_for_scheduled_pkey" PRIMARY KEY ("performed_id","scheduled_id")
);

-- CreateTable
CREATE TABLE "performed_instance" (
    "performed_id" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,

    CONSTRAINT "performed_instance_pkey" PRIMARY KEY ("performed_id","sop_instance_uid")
);

-- CreateTable
CREATE TABLE "storage_commitment" (
    "id" UUID NOT NULL,
    "transaction_uid" TEXT NOT NULL,
    "calling_ae_title" TEXT NOT NULL,
    "referenced_sop_sequence" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "committed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "storage_commitment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "imaging_order_study_instance_uid_idx" ON "imaging_order"("study_instance_uid");

-- CreateIndex
CREATE INDEX "imaging_order_study_pk_idx" ON "imaging_order"("study_pk");

-- CreateIndex
CREATE INDEX "imaging_order_patient_id_issuer_of_patient_id_idx" ON "imaging_order"("patient_id", "issuer_of_patient_id");

-- CreateIndex
CREATE INDEX "imaging_order_created_at_idx" ON "imaging_order"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "imaging_order_accession_number_requested_procedure_id_key" ON "imaging_order"("accession_number", "requested_procedure_id");

-- CreateIndex
CREATE INDEX "scheduled_procedure_step_scheduled_procedure_step_start_dat_idx" ON "scheduled_procedure_step"("scheduled_procedure_step_start_date", "scheduled_procedure_step_start_time");

-- CreateIndex
CREATE INDEX "scheduled_procedure_step_scheduled_procedure_step_id_idx" ON "scheduled_procedure_step"("scheduled_procedure_step_id");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_procedure_step_order_id_scheduled_procedure_step__key" ON "scheduled_procedure_step"("order_id", "scheduled_procedure_step_id");

-- CreateIndex
CREATE UNIQUE INDEX "performed_procedure_step_sop_instance_uid_key" ON "performed_procedure_step"("sop_instance_uid");

-- CreateIndex
CREATE INDEX "performed_procedure_step_study_instance_uid_idx" ON "performed_procedure_step"("study_instance_uid");

-- CreateIndex
CREATE INDEX "performed_for_scheduled_scheduled_id_idx" ON "performed_for_scheduled"("scheduled_id");

-- CreateIndex
CREATE INDEX "storage_commitment_calling_ae_title_transaction_uid_idx" ON "storage_commitment"("calling_ae_title", "transaction_uid");

-- CreateIndex
CREATE INDEX "storage_commitment_requested_at_idx" ON "storage_commitment"("requested_at");

-- AddForeignKey
ALTER TABLE "imaging_order" ADD CONSTRAINT "imaging_order_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_procedure_step" ADD CONSTRAINT "scheduled_procedure_step_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "imaging_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "performed_for_scheduled" ADD CONSTRAINT "performed_for_scheduled_performed_id_fkey" FOREIGN KEY ("performed_id") REFERENCES "performed_procedure_step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "performed_for_scheduled" ADD CONSTRAINT "performed_for_scheduled_scheduled_id_fkey" FOREIGN KEY ("scheduled_id") REFERENCES "scheduled_procedure_step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "performed_instance" ADD CONSTRAINT "performed_instance_performed_id_fkey" FOREIGN KEY ("performed_id") REFERENCES "performed_procedure_step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here on.
-- Numbers of orders that people enter: accession number, requested procedure and step are made of it.
CREATE SEQUENCE order_number;

-- Orders that still have no study are few, and asked for whenever a study settles or a person looks.
CREATE INDEX "imaging_order_unmatched_idx" ON "imaging_order"("accession_number") WHERE study_pk IS NULL;
