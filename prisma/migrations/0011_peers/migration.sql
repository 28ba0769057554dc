-- AlterTable
ALTER TABLE "peer" ADD COLUMN     "fingerprint" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "host" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "last_rejected_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_rejection" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "port" INTEGER,
ADD COLUMN     "rights" TEXT[] DEFAULT ARRAY['store', 'worklist', 'mpps', 'commitment']::TEXT[],
ADD COLUMN     "tls" BOOLEAN NOT NULL DEFAULT false;
