-- CreateTable
CREATE TABLE "cold_study" (
    "study_pk" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "instances" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proved_at" TIMESTAMPTZ(3),
    "proved" BOOLEAN,

    CONSTRAINT "cold_study_pkey" PRIMARY KEY ("study_pk")
);

-- AddForeignKey
ALTER TABLE "cold_study" ADD CONSTRAINT "cold_study_study_pk_fkey" FOREIGN KEY ("study_pk") REFERENCES "study"("id") ON DELETE CASCADE ON UPDATE CASCADE;
