-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "files" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "stored" INTEGER NOT NULL DEFAULT 0,
    "duplicate" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_batch_owner_updated_at_idx" ON "import_batch"("owner", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "import_batch_owner_fingerprint_key" ON "import_batch"("owner", "fingerprint");
