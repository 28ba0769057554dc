-- CreateTable
CREATE TABLE "packed_instance" (
    "instance_pk" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "packed" BOOLEAN NOT NULL,
    "bytes_before" BIGINT NOT NULL,
    "bytes_after" BIGINT NOT NULL,
    "former_blob_name" TEXT,

    CONSTRAINT "packed_instance_pkey" PRIMARY KEY ("instance_pk")
);

-- CreateIndex
CREATE UNIQUE INDEX "packed_instance_former_blob_name_key" ON "packed_instance"("former_blob_name");

-- CreateIndex
CREATE INDEX "packed_instance_at_idx" ON "packed_instance"("at");
