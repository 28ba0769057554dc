-- CreateTable
CREATE TABLE "destination" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ae_title" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "credential" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "destination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive_rule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "enabled_at" TIMESTAMPTZ(3),
    "enabled_by" TEXT NOT NULL DEFAULT '',
    "last_run_at" TIMESTAMPTZ(3),
    "last_run" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL DEFAULT '',
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "archive_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "destination_id" UUID NOT NULL,
    "rule_id" UUID,
    "study_pk" UUID NOT NULL,
    "study_instance_uid" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT -1,
    "instances" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',
    "requested_by" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "destination_name_key" ON "destination"("name");

-- CreateIndex
CREATE INDEX "transfer_state_updated_at_idx" ON "transfer"("state", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_direction_destination_id_study_pk_study_instance_u_key" ON "transfer"("direction", "destination_id", "study_pk", "study_instance_uid");

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "destination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "archive_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
