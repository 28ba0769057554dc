-- CreateTable
CREATE TABLE "storage_check" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "cursor" UUID,
    "examined" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "problems" INTEGER NOT NULL DEFAULT 0,
    "proof" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "storage_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_problem" (
    "id" UUID NOT NULL,
    "sop_instance_uid" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "storage_problem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "storage_check_ended_at_idx" ON "storage_check"("ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "storage_problem_sop_instance_uid_key" ON "storage_problem"("sop_instance_uid");

-- CreateIndex
CREATE INDEX "storage_problem_resolved_at_idx" ON "storage_problem"("resolved_at");
