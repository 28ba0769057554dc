-- CreateTable
CREATE TABLE "film" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "media_type" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "original_blob_name" TEXT NOT NULL,
    "original_length" BIGINT NOT NULL,
    "original_sha256" BYTEA NOT NULL,
    "steps" BYTEA NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "filed_at" TIMESTAMPTZ(3),
    "sop_instance_uid" TEXT,

    CONSTRAINT "film_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "film_original_blob_name_key" ON "film"("original_blob_name");

-- CreateIndex
CREATE UNIQUE INDEX "film_sop_instance_uid_key" ON "film"("sop_instance_uid");

-- CreateIndex
CREATE INDEX "film_state_updated_at_idx" ON "film"("state", "updated_at");
