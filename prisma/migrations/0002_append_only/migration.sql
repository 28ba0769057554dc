-- The three logs can only grow. The schema language of Prisma has no triggers, so this file is written by hand.

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER reading_event_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON reading_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_version_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON report_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Also where a session plays replica, which switches ordinary triggers off.
ALTER TABLE reading_event ENABLE ALWAYS TRIGGER reading_event_append_only;
ALTER TABLE report_version ENABLE ALWAYS TRIGGER report_version_append_only;
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_append_only;

-- What an audit row's hash covers. jsonb has one text form for equal values; the time is written in UTC because
-- the text of a timestamptz depends on the session.
CREATE FUNCTION audit_event_canonical(e audit_event) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', e.id::text,
    'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'actor', e.actor,
    'role', e.role,
    'action', e.action,
    'outcome', e.outcome,
    'study', e.study_pk,
    'patient', e.patient_pk,
    'address', e.address,
    'detail', e.detail
  )::text
$$;

-- hash = SHA-256(previous hash, canonical text). The number is given inside the same lock as the hash: the order of
-- numbers is the order of the chain, and a missing number is a removed row. The lock is held until commit, so that
-- the next writer reads the row that is really there (READ COMMITTED; under a stricter level a stale read would
-- give a number twice, which the primary key refuses).
CREATE FUNCTION audit_event_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('wetread.audit_event', 0));
  SELECT id, hash INTO last FROM audit_event ORDER BY id DESC LIMIT 1;
  NEW.id := coalesce(last.id, 0) + 1;
  NEW.prev_hash := coalesce(last.hash, ''::bytea);
  NEW.hash := sha256(NEW.prev_hash || convert_to(audit_event_canonical(NEW), 'UTF8'));
  RETURN NEW;
END $$;

CREATE TRIGGER audit_event_chain
  BEFORE INSERT ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_chain();
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_chain;

-- The number of the first row that was altered, put in or left a gap; null when the chain is whole. Rows cut off at
-- the end show only against a count kept elsewhere.
CREATE FUNCTION audit_event_first_break() RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT min(position)
  FROM (
    SELECT
      row_number() OVER (ORDER BY e.id) AS position,
      e.id,
      e.prev_hash,
      e.hash,
      coalesce(lag(e.hash) OVER (ORDER BY e.id), ''::bytea) AS before,
      sha256(e.prev_hash || convert_to(audit_event_canonical(e), 'UTF8')) AS computed
    FROM audit_event e
  ) chain
  WHERE id <> position OR prev_hash <> before OR hash <> computed
$$;
