-- DropIndex
DROP INDEX "patient_patient_id_issuer_of_patient_id_idx";

-- DropIndex
DROP INDEX "patient_name_key_idx";

-- DropIndex
DROP INDEX "study_study_date_idx";

-- DropIndex
DROP INDEX "study_accession_number_idx";

-- DropIndex
DROP INDEX "instance_series_pk_idx";

-- CreateTable
CREATE TABLE "patient_name_word" (
    "patient_pk" UUID NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "patient_name_word_pkey" PRIMARY KEY ("patient_pk","word")
);

-- CreateTable
CREATE TABLE "series_metadata" (
    "series_pk" UUID NOT NULL,
    "base" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "pack" BYTEA NOT NULL,

    CONSTRAINT "series_metadata_pkey" PRIMARY KEY ("series_pk","base")
);

-- CreateIndex
CREATE INDEX "instance_series_pk_id_idx" ON "instance"("series_pk", "id");

-- AddForeignKey
ALTER TABLE "patient_name_word" ADD CONSTRAINT "patient_name_word_patient_pk_fkey" FOREIGN KEY ("patient_pk") REFERENCES "patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series_metadata" ADD CONSTRAINT "series_metadata_series_pk_fkey" FOREIGN KEY ("series_pk") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here on: Prisma's schema language has no operator classes for B-trees. text_pattern_ops serves
-- equality, ranges (~>=~, ~<=~) and beginnings (LIKE 'x%') alike, whatever the collation of the database is.
CREATE INDEX "patient_patient_id_idx" ON "patient"("patient_id" text_pattern_ops, "issuer_of_patient_id");
CREATE INDEX "study_study_date_idx" ON "study"("study_date" text_pattern_ops);
CREATE INDEX "study_accession_number_idx" ON "study"("accession_number" text_pattern_ops);
CREATE INDEX "patient_name_word_word_idx" ON "patient_name_word"("word" text_pattern_ops, "patient_pk");

-- A word is cut at 64 characters, as the search for it is: longer ones are no names, and an index entry has a limit.
CREATE FUNCTION patient_name_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM patient_name_word WHERE patient_pk = NEW.id;
  END IF;
  INSERT INTO patient_name_word (patient_pk, word)
    SELECT DISTINCT NEW.id, left(word, 64) FROM regexp_split_to_table(NEW.name_key, ' ') AS word WHERE word <> '';
  RETURN NULL;
END $$;

CREATE TRIGGER patient_name_words_of_new AFTER INSERT ON patient
  FOR EACH ROW EXECUTE FUNCTION patient_name_words();
CREATE TRIGGER patient_name_words_of_changed AFTER UPDATE OF name_key ON patient
  FOR EACH ROW WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key) EXECUTE FUNCTION patient_name_words();

INSERT INTO patient_name_word (patient_pk, word)
  SELECT DISTINCT p.id, left(word, 64) FROM patient p, regexp_split_to_table(p.name_key, ' ') AS word WHERE word <> '';
