--
-- PostgreSQL database dump
--


-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: base; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA base;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: client; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.client (
    client_hash bytea NOT NULL,
    editor text,
    product text,
    version text,
    module_version text,
    workstation_hash bytea,
    am_hash bytea
);


--
-- Name: client_operation; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.client_operation (
    day date NOT NULL,
    client_hash bytea NOT NULL,
    operation text NOT NULL,
    outcome text NOT NULL,
    count bigint NOT NULL
);


--
-- Name: add_counts(bytea[], text[], text[], text[], text[], bytea[], bytea[], date[], bytea[], text[], text[], bigint[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.add_counts(p_clients bytea[], p_editors text[], p_products text[], p_versions text[], p_module_versions text[], p_workstations bytea[], p_ams bytea[], p_days date[], p_counted bytea[], p_operations text[], p_outcomes text[], p_counts bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 INSERT INTO base.client (client_hash, editor, product, version, module_version, workstation_hash, am_hash)  SELECT c.client,
             c.editor,
             c.product,
             c.version,
             c.module_version,
             c.workstation,
             c.am
            FROM UNNEST(add_counts.p_clients, add_counts.p_editors, add_counts.p_products, add_counts.p_versions, add_counts.p_module_versions, add_counts.p_workstations, add_counts.p_ams) c(client, editor, product, version, module_version, workstation, am)
           ORDER BY c.client ON CONFLICT DO NOTHING;
 INSERT INTO base.client_operation AS kept (day, client_hash, operation, outcome, count)  SELECT n.day,
             n.client,
             n.operation,
             n.outcome,
             n.count
            FROM UNNEST(add_counts.p_days, add_counts.p_counted, add_counts.p_operations, add_counts.p_outcomes, add_counts.p_counts) n(day, client, operation, outcome, count)
           ORDER BY n.day, n.client, n.operation, n.outcome ON CONFLICT(day, client_hash, operation, outcome) DO UPDATE SET count = (kept.count + excluded.count);
END;


--
-- Name: coverage; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.coverage (
    patient_hash bytea NOT NULL,
    id bytea NOT NULL,
    act_hash bytea NOT NULL,
    last_on date NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY base.coverage ALTER COLUMN body SET STORAGE EXTERNAL;


--
-- Name: add_coverage(bytea, bytea[], bytea[], date[], bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.add_coverage(p_patient_hash bytea, p_ids bytea[], p_acts bytea[], p_last_on date[], p_bodies bytea[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 INSERT INTO base.coverage (patient_hash, id, act_hash, last_on, body)  SELECT add_coverage.p_patient_hash AS p_patient_hash,
             p.id,
             p.act_hash,
             p.last_on,
             p.body
            FROM UNNEST(add_coverage.p_ids, add_coverage.p_acts, add_coverage.p_last_on, add_coverage.p_bodies) p(id, act_hash, last_on, body)
           ORDER BY p.id ON CONFLICT DO NOTHING;
END;


--
-- Name: apply_change(text, integer, integer, integer, text, bytea, timestamp with time zone, bytea, bytea[], bytea, text[], bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.apply_change(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    AS $$
DECLARE
    v_sequence integer;
    v_hash bytea;
BEGIN
    IF EXISTS (
        SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
    ) THEN
        RETURN 'answered';
    END IF;
    -- Waits for whoever holds the row, then compares with what they left.
    UPDATE base.ordonnance AS o SET
        version = p_version,
        author_version = p_author_version,
        state = p_state,
        progress = p_progress,
        journal_count = o.journal_count + 1,
        journal_head = base.journal_hash(
            o.journal_head, o.number, o.journal_count + 1, p_at, p_entry)
    WHERE o.number = p_number AND o.version = p_expected
    RETURNING o.journal_count, o.journal_head INTO v_sequence, v_hash;
    IF NOT FOUND THEN
        -- A new look: the one we waited for may have been the same request.
        IF EXISTS (
            SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, v_sequence, p_at, p_entry, v_hash);
    INSERT INTO base.answer (number, scope_hash, at, body)
    VALUES (p_number, p_scopes[1], p_at, p_answer);
    IF p_kinds <> '{}' THEN
        PERFORM base.enqueue(p_number, p_version, p_kinds, p_payloads);
    END IF;
    RETURN 'written';
END $$;


--
-- Name: ordonnance; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.ordonnance (
    number text NOT NULL COLLATE pg_catalog."C",
    issued_at timestamp with time zone NOT NULL,
    established_on date NOT NULL,
    closes_on date NOT NULL,
    version integer NOT NULL,
    author_version integer NOT NULL,
    journal_count integer NOT NULL,
    pepper integer NOT NULL,
    state text NOT NULL,
    kek_id text NOT NULL,
    data_key bytea NOT NULL,
    author_hash bytea NOT NULL,
    patient_hash bytea,
    journal_head bytea NOT NULL,
    progress bytea NOT NULL
)
WITH (fillfactor='75');
ALTER TABLE ONLY base.ordonnance ALTER COLUMN data_key SET STORAGE EXTERNAL;
ALTER TABLE ONLY base.ordonnance ALTER COLUMN progress SET STORAGE EXTERNAL;


--
-- Name: outbox; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.outbox (
    number text NOT NULL COLLATE pg_catalog."C",
    sequence integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    available_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    last_error text,
    payload bytea,
    CONSTRAINT outbox_kind_check CHECK ((kind ~ '^[a-z][a-z_.-]{2,39}$'::text)),
    CONSTRAINT outbox_last_error_check CHECK ((length(last_error) <= 80))
);
ALTER TABLE ONLY base.outbox ALTER COLUMN payload SET STORAGE EXTERNAL;


--
-- Name: claim_outbox(integer, interval); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.claim_outbox(p_limit integer, p_lease interval) RETURNS TABLE(number text, sequence integer, kind text, payload bytea, attempts integer, kek_id text, data_key bytea)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 WITH ready AS (
          SELECT m.number,
             m.sequence
            FROM base.outbox m
           WHERE ((m.done_at IS NULL) AND (m.available_at <= clock_timestamp()) AND (NOT (EXISTS ( SELECT
                    FROM base.outbox earlier
                   WHERE ((earlier.number = m.number) AND (earlier.sequence < m.sequence) AND (earlier.done_at IS NULL) AND (split_part(earlier.kind, '.'::text, 1) = split_part(m.kind, '.'::text, 1)))))))
           ORDER BY m.available_at
          LIMIT claim_outbox.p_limit
          FOR UPDATE OF m SKIP LOCKED
         ), taken AS (
          UPDATE base.outbox m SET available_at = (clock_timestamp() + claim_outbox.p_lease), attempts = (m.attempts + 1)
            FROM ready
           WHERE ((m.number = ready.number) AND (m.sequence = ready.sequence))
           RETURNING m.number,
             m.sequence,
             m.kind,
             m.payload,
             m.attempts
         )
  SELECT taken.number,
     taken.sequence,
     taken.kind,
     taken.payload,
     taken.attempts,
     o.kek_id,
     o.data_key
    FROM (taken
      JOIN base.ordonnance o ON ((o.number = taken.number)))
   ORDER BY taken.number, taken.sequence;
END;


--
-- Name: enqueue(text, integer, text[], bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.enqueue(p_number text, p_version integer, p_kinds text[], p_payloads bytea[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 INSERT INTO base.outbox (number, sequence, kind, payload)  SELECT enqueue.p_number AS p_number,
             ((enqueue.p_version * 100) + ((m.place - 1))::integer),
             m.kind,
             m.payload
            FROM UNNEST(enqueue.p_kinds, enqueue.p_payloads) WITH ORDINALITY m(kind, payload, place);
END;


--
-- Name: finish_outbox(text, integer); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.finish_outbox(p_number text, p_sequence integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 UPDATE base.outbox m SET done_at = clock_timestamp(), payload = NULL::bytea, last_error = NULL::text
   WHERE ((m.number = finish_outbox.p_number) AND (m.sequence = finish_outbox.p_sequence) AND (m.done_at IS NULL));
END;


--
-- Name: issue_ordonnance(text, timestamp with time zone, date, date, integer, integer, integer, text, text, bytea, bytea, bytea, bytea, text, bytea, timestamp with time zone, bytea, bytea[], bytea, text[], bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.issue_ordonnance(p_number text, p_issued_at timestamp with time zone, p_established_on date, p_closes_on date, p_version integer, p_author_version integer, p_pepper integer, p_state text, p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea, p_progress bytea, p_seal_key text, p_document bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    AS $$
DECLARE
    v_hash bytea := base.journal_hash('', p_number, 1, p_at, p_entry);
BEGIN
    INSERT INTO base.ordonnance (
        number, issued_at, established_on, closes_on, version, author_version, journal_count,
        pepper, state, kek_id, data_key, author_hash, patient_hash, journal_head, progress
    ) VALUES (
        p_number, p_issued_at, p_established_on, p_closes_on, p_version, p_author_version, 1,
        p_pepper, p_state, p_kek_id, p_data_key, p_author_hash, p_patient_hash, v_hash, p_progress
    ) ON CONFLICT (number) DO NOTHING;
    IF NOT FOUND THEN
        IF EXISTS (
            SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    INSERT INTO base.document (number, seal_key, body) VALUES (p_number, p_seal_key, p_document);
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, 1, p_at, p_entry, v_hash);
    INSERT INTO base.answer (number, scope_hash, at, body)
    VALUES (p_number, p_scopes[1], p_at, p_answer);
    IF p_kinds <> '{}' THEN
        PERFORM base.enqueue(p_number, p_version, p_kinds, p_payloads);
    END IF;
    RETURN 'written';
END $$;


--
-- Name: journal_hash(bytea, text, integer, timestamp with time zone, bytea); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.journal_hash(p_previous bytea, p_number text, p_sequence integer, p_at timestamp with time zone, p_entry bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256((((((p_previous || int4send(octet_length(p_number))) || convert_to(p_number, 'UTF8'::name)) || int4send(p_sequence)) || timestamptz_send(p_at)) || p_entry));


--
-- Name: postpone_outbox(text, integer, text, interval); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.postpone_outbox(p_number text, p_sequence integer, p_error text, p_delay interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 UPDATE base.outbox m SET available_at = (clock_timestamp() + postpone_outbox.p_delay), last_error = "left"(postpone_outbox.p_error, 80)
   WHERE ((m.number = postpone_outbox.p_number) AND (m.sequence = postpone_outbox.p_sequence) AND (m.done_at IS NULL));
END;


--
-- Name: answer; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.answer (
    number text NOT NULL COLLATE pg_catalog."C",
    scope_hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY base.answer ALTER COLUMN body SET STORAGE EXTERNAL;


--
-- Name: document; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.document (
    number text NOT NULL COLLATE pg_catalog."C",
    seal_key text NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY base.document ALTER COLUMN body SET STORAGE EXTERNAL;


--
-- Name: read_ordonnance(text, bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.read_ordonnance(p_number text, p_scopes bytea[]) RETURNS TABLE(number text, issued_at timestamp with time zone, version integer, kek_id text, data_key bytea, progress bytea, body bytea, scope_hash bytea, answer bytea)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT o.number,
     o.issued_at,
     o.version,
     o.kek_id,
     o.data_key,
     o.progress,
     d.body,
     a.scope_hash,
     a.body
    FROM ((base.ordonnance o
      JOIN base.document d ON ((d.number = o.number)))
      LEFT JOIN base.answer a ON (((a.number = o.number) AND (a.scope_hash = ANY (read_ordonnance.p_scopes)))))
   WHERE (o.number = read_ordonnance.p_number)
  LIMIT 1;
END;


--
-- Name: record_access(text, timestamp with time zone, bytea); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.record_access(p_number text, p_at timestamp with time zone, p_entry bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    AS $$
DECLARE
    v_sequence integer;
    v_hash bytea;
BEGIN
    UPDATE base.ordonnance AS o SET
        journal_count = o.journal_count + 1,
        journal_head = base.journal_hash(
            o.journal_head, o.number, o.journal_count + 1, p_at, p_entry)
    WHERE o.number = p_number
    RETURNING o.journal_count, o.journal_head INTO v_sequence, v_hash;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, v_sequence, p_at, p_entry, v_hash);
    RETURN true;
END $$;


--
-- Name: remove_coverage(bytea[], bytea); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.remove_coverage(p_patient_hashes bytea[], p_act_hash bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 DELETE FROM base.coverage c
   WHERE ((c.patient_hash = ANY (remove_coverage.p_patient_hashes)) AND (c.act_hash = remove_coverage.p_act_hash));
END;


--
-- Name: replace_ordonnance(text, integer, integer, integer, text, bytea, timestamp with time zone, bytea, bytea[], bytea, text[], bytea[], text, timestamp with time zone, date, date, integer, integer, integer, text, text, bytea, bytea, bytea, bytea, text, bytea, timestamp with time zone, bytea, bytea[], bytea, text[], bytea[]); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.replace_ordonnance(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[], n_number text, n_issued_at timestamp with time zone, n_established_on date, n_closes_on date, n_version integer, n_author_version integer, n_pepper integer, n_state text, n_kek_id text, n_data_key bytea, n_author_hash bytea, n_patient_hash bytea, n_progress bytea, n_seal_key text, n_document bytea, n_at timestamp with time zone, n_entry bytea, n_scopes bytea[], n_answer bytea, n_kinds text[], n_payloads bytea[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    AS $$
DECLARE
    v_written text;
BEGIN
    v_written := base.apply_change(
        p_number, p_expected, p_version, p_author_version, p_state, p_progress, p_at, p_entry,
        p_scopes, p_answer, p_kinds, p_payloads);
    IF v_written <> 'written' THEN
        RETURN v_written;
    END IF;
    v_written := base.issue_ordonnance(
        n_number, n_issued_at, n_established_on, n_closes_on, n_version, n_author_version,
        n_pepper, n_state, n_kek_id, n_data_key, n_author_hash, n_patient_hash, n_progress,
        n_seal_key, n_document, n_at, n_entry, n_scopes, n_answer, n_kinds, n_payloads);
    IF v_written <> 'written' THEN
        -- Undoes the first half; caught below, whose block is the savepoint.
        RAISE SQLSTATE 'OR001';
    END IF;
    RETURN v_written;
EXCEPTION WHEN SQLSTATE 'OR001' THEN
    RETURN v_written;
END $$;


--
-- Name: reserve_numbers(bytea[], bytea[], timestamp with time zone, bytea); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.reserve_numbers(p_callers bytea[], p_keys bytea[], p_at timestamp with time zone, p_body bytea) RETURNS bytea
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    AS $$
DECLARE
    v_former bytea;
BEGIN
    -- Twice at most: the loser of a race finds what the winner wrote.
    FOR i IN 1..2 LOOP
        SELECT r.body INTO v_former
        FROM unnest(p_callers, p_keys) AS asked (caller_hash, key_hash)
        JOIN base.reservation AS r USING (caller_hash, key_hash)
        LIMIT 1;
        IF FOUND THEN
            RETURN v_former;
        END IF;
        INSERT INTO base.reservation (caller_hash, key_hash, at, body)
        VALUES (p_callers[1], p_keys[1], p_at, p_body)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'reservation neither written nor found';
END $$;


--
-- Name: revoked_reservation; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.revoked_reservation (
    id text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL
);


--
-- Name: revoke_reservation(text, timestamp with time zone); Type: FUNCTION; Schema: base; Owner: -
--

CREATE FUNCTION base.revoke_reservation(p_id text, p_at timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'base', 'pg_temp'
    BEGIN ATOMIC
 INSERT INTO base.revoked_reservation (id, at)
   VALUES (revoke_reservation.p_id, revoke_reservation.p_at) ON CONFLICT DO NOTHING;
END;


--
-- Name: base_key; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.base_key (
    version integer NOT NULL,
    kek_id text NOT NULL,
    wrapped bytea NOT NULL
);


--
-- Name: creation; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.creation (
    only_one boolean DEFAULT true NOT NULL,
    demonstration boolean NOT NULL,
    scheme text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT creation_check CHECK (((scheme = 'D'::text) = demonstration)),
    CONSTRAINT creation_only_one_check CHECK (only_one),
    CONSTRAINT creation_scheme_check CHECK ((scheme ~ '^[0-9A-HJKMNP-TV-Z]$'::text))
);


--
-- Name: function_file; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.function_file (
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: journal; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.journal (
    number text NOT NULL COLLATE pg_catalog."C",
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL,
    entry bytea NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE ONLY base.journal ALTER COLUMN entry SET STORAGE EXTERNAL;


--
-- Name: migration; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.migration (
    version integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: reservation; Type: TABLE; Schema: base; Owner: -
--

CREATE TABLE base.reservation (
    caller_hash bytea NOT NULL,
    key_hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY base.reservation ALTER COLUMN body SET STORAGE EXTERNAL;


--
-- Data for Name: answer; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.answer VALUES
	('UD5G6DN3ACDX4J4Q6A', '\x9e805c52a35e4b8dd5e84e7d49e4d787', '2026-11-22 04:21:26.251165+00', '\x0225a4dc2c6cde3314cfb1f279688c5274e7d6db10f42c9f525bf639e2cf4dc28b32d234e2fccd6f28b736a7691a75042baaa55ce390f4642eac1969b36c58457688ce574cde8d543c0ada2c2873ff635f7db24a7cd5b1ca62248ddf30cf8773ba7cde12f88a794cd09fea8987997dd4886d3e2866d745f47346537aa33e23913928c9ce2760db05af9522dcca8752b9d7969027edc5ee5313384b047bd918d20104c0ac69268b81afceb926b618aea22bdc843f0b1ef59a9cc13781c03441876f5237acab37a78239beb2b188c0ee7697d1bb10b7a9340be7eb522ce494371e5d4097a71085fc9f656249844f7edec9fca7318dee54430d51918ae036ebac7d9520deca9fc3f863a4e2298b7054a1b123d87eb294e72c57f4b8e998d4361d5a2b52b7914155fa0db443e5b54be0f7b73b5b4bd1699e59c7b7f5a9b27e0f72f7e924081dfaa20fa3ae17cf65e40f3e010fae467a835ab5cd2d438fc005586b4f97a82f5fed3f4f5eab3876bdbec4c92e378ba7871401816c0dfdfe7260fcdc1dd94af23063c9fe84cb0c3219c112deebe7c31d067cabccf1636a2adcfb4f5bbe6e2915b6e0c81daba64081e3d1f79045adc1c51216c765643f1c6853665e4ab45879f72bbfd042c70aa8ebf5afeed2bc90f9fc974219bd3cc0382ac26759f2fd626744f6aa83cb7db148798772e5c53aec84d1b6a1296092152ff2a0ce2194dc4f767904696ccb71753be24ed8ad993251d96f8ba30650'),
	('UDB0S97BATFN4F6XYX', '\xadacd924649e36cdc6694da9496634a7', '2026-11-22 04:21:26.275588+00', '\x0238665912302d033aebc1ebadc82f8e9ef2622cf9abe84449546cc1b58df28f08898e036873588d15515a0b70775bc452144441bfb817e2b3a5a3766e49a49e8d95fbf5ebb3860473182102cd5a27898779464f9e58bd57ad426b5b46e9a1bb9cf887c6cb4a636d173c4f6bb2c48b6d6d6f1b6d71781db4d02139b867b8775be89b58cd5b1e6cd22f4ddbc5f95cd3921bf7dcd122642e114f87e03146901ad5fefb5c9cd2b360203919dd7fd69054ad9aa3a1a1e6de96556cd9137fa0f1db1ad2e9b81a070c4997cc4f8308b649766cbc6dd53dae6c9c91ed9e5294556baca07429d8f720802851518658f2934247e66a985293bfa2dd2cf48901c6c39b95141932f6dbf53ebf2b5695f19b7c64256ea3674c66782a4dc8005b6f784b7f54f444da57882c618d4b04ffaa4b3c0730818bc0c5c9b094cdaab075eb9543cef80d21604055a680a44930b2573b2fcf8f7d49d7fce8c99641eaf9ece44761fa554b03ef9721eb9f20458a4e9109b1b3e281884bf46e2b7136dfc29edda82dc8adac19720ea07ab6e569d2fbae6c1bdc1650a173b79b5fb5535a835973ef160559c012578a450cc6fca7ca3ec780e4a49d7717498d2029a98f973520bc1c6acf06e683b91fac70062ba0d6cebdf11cf580b00c5694d8c2731494369bc544deccf77cc3da75f06a7a824936df93eba4f3616e961f85802b1e360a5d3ef9402ca67bb19a9e844d7e849316287fcb3c13a24a3b4c4d9fb0a26e92'),
	('UDB0S97BATFN4F6XYX', '\xee06c39cfb4bbd8bdffa6a98ed859317', '2026-11-22 04:21:26.280924+00', '\x02df4a9aa985c327daac218ec4a155410773704197db336e41d25392b4eac32d33151e5d2e635532a699e2c1dc5a027f0e2776b0e2bfe9f46205c99556842d9e10139733810533d864608f29a0f0f1de6d336b95989cd326c2bc6e95155b9689ab2134d5d69fe9cd1d2cf29f0c394a03f817fbfb7e7063c35fc4f80772ddf215f2bac530919328917bc25f2b3e09360e4bc4a4791a69768b246b24d351b398b6a8c3a867266811f1d9c975661a14b777c23cb44a1784df3230ff2e984a29822f1dfce3c2d064820d7b20381fa553f25cc2c1bb99c620d88f2b11603583ad7f446f2252927978e56954d7b43df14b37abd0c6686ea572c0bcc7ad0fcc8bd0f20cdb7c66cd78ebb1defe98d2d03f14d373154a7d75ab8fb6e3a8a70ac12fe5b584e16be84f044e752b8ce2e518f87ba53442487830142232092f0cf377a95df225c096b87c5959c8fab49256cdddd39cf9376b3a04679edc0c44d95fea6546310d8e8a86a881edcc930b0e4f03a2d12a9b3e2cf4c0a385800d773b6f04a550ebaf67dda3f648d3724883ad86e091ea922c8be864e31e378da7cb2509892ad0b29b911258e1a018e1e7b7889e68a6e05e6f477d6141124231ceaea7dc6fe94b199d1391e0118a4b7b024cb1ea'),
	('UDPSYHKMRHM8AGAHMW', '\x673b6e76775d2deac92e435abae8adc9', '2026-11-22 04:21:26.299964+00', '\x026c0f00c383a9bed548ccca89a5e1dc49808e821767455a740e883770e13ddf56a6cac7808fe66c5366d3bba0725dc5c85f089b1479609aec7a7bdd55df3f3f4b41ac46e0527ce21e3353331a035fd877ea6f7b0fc4acff49a59820c7a4825e6173bffad9eed21cd728e991acd6f9d30fe798bfe35e2e5fe2ae23fed0354ce73abcc6e2df5a1866c8b8096dd12df2bd01fe8619ebd70e14f47bd9816d0775c7e3eed0fdca064f6e6f521795873c8471a79997d7bd633a34ce72c71a8ca0a7593ccfddd591ad573703319c19462beaffaab349d3e58bd0294165cfef1e03dd85a2b2027fd6c45f996dd2c735d4b15da6da7ea34f720de6c611dca7517f3239147aaff8dd13ba1f87994aec3b780cf974982e37ef296504bfbef9f881ffdc81d76e10a0a69cde303f74b4d76c967b138162afcd787981d59786aaa5191f081544976119198af23841f7046e361af530e92e5943585002287eef139c3e6d160470f5fed653fbd37032441676ea49349cfef6e2d884dd745a220f1c98304d62b64fefdfa2a76146faa771a4d5c02b5335e8fc4f32e67c3832c2d9dd32f9b8a1c1d9ec65acafdde1d53347c1f3fbecf57fd3fede7bf38822f2b137af810edd0babd22cbcb82610d466b428a1483a1d16f2c7f4f34fb7cf719d71fde291462eb7db36d6dcfa05075a0c9e8949960257d69d0a55a26b253e0b0fbac16b83463dfe9b6f62bcbaf66d82a9bdeb5565b4ad1219fc3f1889140fc4817ea96f'),
	('UDPSYHKMRHM8AGAHMW', '\x96db510d1e442a0f385813416169356e', '2026-11-22 04:21:26.330114+00', '\x028e31f755b927f28a30c5a75a37bb4444e5fc6cc80c93cdff29b0a479a25d75c0eaa9feb9ecb204612fe15011e94aa2ce16acc9bac78951db5eabee64dbda5e80b8dc6baaa25e310a8f23c40c12958f47e39e7b85ca25b48917a24d7fe33274261ae4e780a8c8d738e142e9ef66853717c1630b5bb5c33558986d6a336f1b37b393c7fa35ee1182a6076ef7e3f0ae763c0123abd725e391f8146ef62262f344e54bfd2bed4107018a63af10432859cfe416374fe7dea64e87a9cb79f11532bffb81773c8508ad3b5bfe3371d280975f441f9ef30102ebcb297e0bce07bcbd63a6ac56328628cf6f38928f8ef204374fc5d3be0635ce78dd1cbde16f0ca596df44596cc4cb5964600f2933b6cc19d808a9960d21477fa7e1ba793ff6f03ef5f3dc17d2b5641a1f98744dadfbe7fb5b9ee000bae3d5a3a569d3f2c0d5f9510e21d736a734cced2f926f6e0e7c1b395251db06d997d0a39d141a47ee3705f48e9b1c0482402410218832700c13071abb3ddcc5548221aa3748a9f411f7b6bc7b559a2c809396992d029e32f1568183f0f0e8a771eb2d8e34095aea7b995b93b45342b70b3451f0f2857cc83f49f0c0b1014bab537efcb33193ee6ee905abb9bfeb165153f9bf53d5a43d8f0dc3e1b83a5c9253db1e950351037b6e298ec96491b0dee85c3f55370b4f8fcdf4bc322d0eef1aa6f62f6f740d12a191abf3af49321f937d914d4e6b14186b6baec659e13a983701a1fe0c05a8af04ebfe6bde5c155b5300694ba0fb63f230c766f3edf72b42721315f9ec3ff3b763380985c9e267d7528243ccc47291618e69a55e422e6ef7224c08f69010a2b528203f38a616ddc81b517c805c446e8d42e7ca4f779bbcd596ad90b9e739ecb956c9ce29bea36a3a6a4125f268e225ae70b384dcfac6fa2d8ef3dd974f3b7b7eefea8abcdc80fa5178c70a0843a993023546334519e9eeef5c8e197d2291f32123bde8c8409ef363a0dfa32332eeff398af210f315af730b689f2ef5f5599bda7d69550931aed369e181b2b683cab62191e42c225f9ed5c6fa2d754c9291971f2d8066cedfc8a8601fe7f4811e5bb7099f2c306f16c2933962b444b9c65c90d5ea2fba12f915f4813a4240b1d5475aad5f8aab2c354afa9e6ce5567a448dea6383549aab1795fa8bed58f23c78314f44f9e868768a970427e850718d2f0f689be773ad70ad33865358b36d1223983711c689'),
	('UD2TZJRE817TZ01F4R', '\x5b3a8e9b3701944097e85409f77d9e33', '2026-11-22 04:21:26.355404+00', '\x0232d2abfc24fe643b63e3106ff9cb24c83c87a965f3c9bafc8af4a94fbc7d113853296806d5d2d7b1c4885d4ce3e5fd946fb9e62543055f487f223cbc03a2fa0e5da5fc206e0f59ad8d6f306cc584c097e2a1f759d2ed92174eba95103b7b15767988ef4c7ab4205edeb8c1882f865d622da2ecf23eff520df86c023b3b1af31cd981990c493d37e10d53ff84479852040071b7de06ae3349db1f1a3caedbcf2c5dcb8da59bdce515a71dadf159e31d281a2e71d07de12128382c7c7f3ad3971062ad5533ee5ac49179a84bbdc446c8952ddae1df5068f43274d7e5909e541999be12c01492f3e7c4a914901398a1c93bfaea96778728247084e32730bc8211d2c5825125d9bf5bab051907aae55a8444765dc5c49ca9b8c08bcb9bdce6070a235b797a2eb24c7ae4fa3c15a5ea9d1e244d2388cfd01acd56084932dec10b1673cbc77f10b7b8551c6693750a32dbce8c13d41487994a29439ac0de2c6cb13c52c43d94dc1bf3fba177ca353746b18ce3c2ff9e5cf66347cddf33d48cb85ceb9d26903682eb0536f628543e8c72c8ffbf0d6c5f19e0761662631f47af5bcc446b194e3e186a27e77f56104ad73f6c98cf6e149e3719cc9cc01bc8bb99b952cb9207cad64e5a029393a0041cdb680ff75b899cd7d370ac91d95e3d278f331270d618a916dc3a2237230519a973ad125cea5f017e0feff806f541f0ef98a3e98d7a12716600d14ee61fdd85b933e763ac9944e95f481f7a'),
	('UD2TZJRE817TZ01F4R', '\xe6a04ce61f16421aa34b997eabdca094', '2026-11-22 04:21:26.369113+00', '\x013db0fa0953ef9ec5ade502386b418893f64795d974ac492d7957d7ea3de7c537fc30dcb023a230ba2c709c9676f923b2b193128ed63a9b45f2cabe7ad3ee243a0815c3ed539d41e18d7f37b6c8edcea737c3fc0b8d0f92197f213de58963c1db541d4430802825a1cd13cbbcb4e442fff2c31f1db661ed526cbfdf969a05642b64b38b981ca103e0eee530b9f0135a5e4201303a5da26d2e'),
	('UDWTZ7H46447P1BTSE', '\xecb0bd9fc0f08b2de269ed268d41ba10', '2026-11-22 04:21:26.389731+00', '\x022e4496eb702d463765adda0f40241ddf364c25bf58962f6f473fa612956a7e6880de135c9458fd384a7ed48c4a7f407c2d38b1fd5e97c6808bb979536fda6ee2e6398cbe3baeea23aa77db23f846d04a6dbfcf096ec7a1fa97a19908caf23d809a60556b556b794da1f7fe1d3a1b6e17b319d74024a480a4ff4cfe3157f24cd59acecb39030cf7453bec92ff5aaad71672e9254dbebf332c81ffdc700570c3b1bfda8aa3394f6cbfdaa59dc58b23c9f850a6c1aaf2cdea7e7b3236d057db50b3a2b44017ca4fcec9155f73818c0d31d5a1e0e0be12ca257544eed0a5152ffcb558978df5960bcceb72b20ccbf819e9b79a29579c0f37fa30cf61e605ab48cf03fb86611fdda067312271b673a80130065c01cd7ac987dd4fc14f775cbaf8d1b4e3b5ca65214f53c7ae46c1d89670f86a3d8ae33d7f0907f46dd861ce2abd7ab4d29ca697cc4fdbe6cb893be68c5b01a1b92024a5051a02032cb725e3bc4e0205418db61942b01fff761f4e6af9118b8c8cfb2c663ba1909e31c7b28246bcca8e62b04bfd288e652fc48d2e489784c3cdb406308cebb5a30e0c9148439660385943d6bdae6d70c6db2acf6437e308fff830322598d905c08f2ee19c09d628d84143415c60f5d42d6faa35ccd7d7dc0bd1c7e58b40d9d9043533c2cfba145f565bf6ab2f6db689caddaa026e98139978298df5ccdd2700f53193de7543edec4f4377e6a25281f942c5535b2a3178856d71bf783a0fa1e3f5fbf3bfd3'),
	('UDWTZ7H46447P1BTSE', '\x22a54d92b190f3e96340c7a1cf5b9ebf', '2026-11-22 04:21:26.403261+00', '\x013795ef642e15a38a7092e8f11f718c0cb84da3e8313267e7f36db3882cee03eea8a419543b08d00f116534b6f818c566224641f3538c1c40eaf58ec7b9ee33a4cd611d6bbab11821bd9dc670e62393edb8bea9b735c6109bcc8518e634ca8ef7b261617f52cac3b84fc64bf2850a31230717e4e3413eba2815b0108e7c268d0a205a11a9b95141a295b869c50f7627cfb3ea290cc8f8ebe740ee311154e5fd7856f1d109f8f00ac9a63f3b5bfd83eb203114eb317d18178e22cddc3660ca57b2c1f4c07c7aa6d9'),
	('UDCRTBA1ZQ5B7VH8EM', '\xe653e7b275eaa7b9c20851c6b923b00b', '2026-11-22 04:21:26.418723+00', '\x027e0e8f6c6f75bf45904faf136249136be465b2e6e087c302bce927982df7a9986535994c18c97443772dafdd9fba9ac916b0bf77bcd66b4fe5b3159557c756d1113ddf4f7938ff879888c229cb5ca5c72ef2f4e74b4d1bdbf293de4b34b551fb1811e6d617c396edabc1d60daede08cfdcf947a6ab782d2033482f6b1cdb9052a5b504f06beee3fa1f00d0f27fc73f7f87bf24e7b11343828eed05fb2078fc17d17bcdb9b0de0eec5ebbd864413174bd222187c54db1bc2539e20135c1aa1e2586932d4ed92eb893581d3c164a2359379033944172b6f66a7d90c12c7ca185f83674aee7187a2d7a82bd9f96e5ea5d25a2b86a1e63b454adf159f9eec06b322016620a9123706c659126528863117f8567c33c6c53233ab2501ab46325b71aee6d7269b633d84f3135299aa1f20791cdc8f7b55e353f3fdf4208e6a9e67e5e070272d0c70a117d9d8e27a2367ac063ec4c59651f586b448e6643d8416462f2b48ac1c1eb2bfd15ab1419d028c44b2b05872249da14fad451600d65d261b39dd24d9a490e8d5c49f655ea91ad46a1198876e65b6e4622a7a30c29f1643f39e83d761f7d93b00404de918129290c9a13c2373717b199cfc672f220476ed067f48b2e965365d4e4fcb094c00daad5f2723bd765ad7ae425a77edc4df0cb61158874db74ade67fcbe7575bdf8a5d099935a0f9df28739e725d4dea2dbae0d9d52b5c494ea7817538ccf1f410540de0fc683d342cdc073cceca89'),
	('UDCRTBA1ZQ5B7VH8EM', '\xc103d2bcbcedc39ae080dc4238b6b3c8', '2026-11-22 04:21:26.43416+00', '\x02d0bcfb4046c7430af2df152fc8ff76dfbdefc3b6353aae09a9cf368341320ac589e03455e5c9cb1b2d177669d302ffdf1d88448d8e13765c20d88f0f7aadd95c88bbfbc9132a46c28bbcea52c5b87c4df0ba4e20689b422a341b8af0207fc93c0129d4269c6423fe3e2a598907eaf2fc9cd1f3a69c51da53119c4b078fc1a1c32cdb39dd5ac3f33482598e4fa0a9d06bc045873fe96d6399cdb9412fd123bccc8c2e31daf3dcc8e0273dffdd40533680ea2f4b5a797f757da6402b79117ef371e39e33dfe1a0f24e3a281bb205d3f63a3b51f6571a577fedd74b6a655a818a4f376edea59e31b2adae3d3c3b8266bf47b162b1d1976d0c1f67515dabb6b08e4b1af091a2f872a67358dce4342923a63aa47dfa883166b8b0d19af8184b181470dff4af661c5deab8001b8bd95c96f9e7ad74c6e0cece2b6ed5752296aef1c9b93036edb80be1f14c42f7cf002ee12cb12bb80011863d87f5b659cacdb811f9e1d53ab805f8e0ea88ee1e36db6e70ea0513c2452042961f74cb8405339099b24c254912aa7f3a308530c43e0ecbc4d3777f3f8e83480edec85306553ad46f8cf3fa932005a3b6a1b54378e36bf0225026390dea942ec2398daecf9af495e2999247c99a54822a9926'),
	('UDCRTBA1ZQ5B7VH8EM', '\x40c5be7586defc2b6bb174d0487bcc26', '2026-11-22 04:21:26.447072+00', '\x02bf767e217c794fc5d23121b69f110c8706d3eed92f84f8f6a8ae8818673df4ac09f2c07f7367f632fa86019e5974ffe27e0ee3daab564826ad78119d9a8a9ad61c77a807dd51ec2c6c79e8637372f87f152cdba7457305cdab097c127e31710b5aec9744b8addfeb70feaf2598908f621e94198d36c97842dcde164ef17b9786c7c3163cab4d3b5f92d09d3df8d55a83cecfca47b2e7802a48e6c543d7bc5439c4109d9766778384d76b8ddfec512eea8cea884f33ddbadd6ca12a1f1d253e0960c2f7548ced34f6bcda34d700182db7336f1e3f060bc5b42d7c9fd6f54ce6bf3a744e336264580fe96a87630c0636ca82384bbfb211a4e73639fb6772222984842f55abb0881184253d2927f93455d8a12bec530fa6bb194f9a445159aae780cd31360ce90e2d69dcb2edd03f431188354a3c51383dc79267527523ac8e2dc43c48fb35dce6a93a94f531520da40edd6a368c3636d6c09575ce26524c88d26c1b1e2e45863a7bc35ba09bb308fd36');


--
-- Data for Name: base_key; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.base_key VALUES
	(1, 'k-764fc889', '\xc93a59129000c5f57fb722c9934bd3c8dbffe32b5f187db2ba7900ed68e0f534356d42d8fe72c81c784eeb74d92ca2cb168f80d8a92763d4d350a740');


--
-- Data for Name: client; Type: TABLE DATA; Schema: base; Owner: -
--



--
-- Data for Name: client_operation; Type: TABLE DATA; Schema: base; Owner: -
--



--
-- Data for Name: coverage; Type: TABLE DATA; Schema: base; Owner: -
--



--
-- Data for Name: creation; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.creation VALUES
	(true, true, 'D', '2026-11-22 04:21:25.981118+00');


--
-- Data for Name: document; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.document VALUES
	('UD5G6DN3ACDX4J4Q6A', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x02c2ba4ab2d676f4e4766165852c2d84802aa06c9db8f25dbe6a5e18836bf3979ea641bdf352c3cef671f2d2a6aeba8a82173e8ce6c06c403706b99ca8fc6d62c4887fb0a5bea5910ada329bbb27f1f16f26b32b8e217695b30aeba8b4281e56a07951cfc45520d41913a44847253e4bf375e04a44f04446fbb866d135527eb9d3de4ce056de3f28c5d7738f83bccc45a6539284e416e9960e4537feb08e7d123dcd29b878c80f92418e8f63234cf0361f4f653f6a33235b13b8e6485c600a9c9ab70e6c53c85dfe8d4f9e6fe18ec476969747845fe4b23cd7a58d48e04c5a62b1ec64888c15c48c5d6d947f5085ec2287c6478711317d9347392ff9d342a6af499c27dd59f4d05a731eacd3b564ccb4341eb8c4daa6fb01b4a7687598fadf16dda178d17c7ea8e8dad4672e7d70ea29e821cee3da845a7d57d22d9c7b2e6c29b5196854679adda3710cc2137ad114024c4d07094bf6b3872963bdb63579c7d146f9fd3a97ee4ebb332319fa79e6910136a84f4d3b2e58b8038725a5333eecff64ca082dc533248f95d9de31a0106455aa2400af828a762e87a0ff2a8b830f613d56f70b1be1f8ded4e358dcdc8927ec85992ac383a9e230c1f5453c8789f8535edc6bf4aac254f51f7108ff5926ec68e52be1ea168690a21e16621f17baa553ddaade5897f15ad0bbf34c15686085f3d07d0dfafedba7c062b2b091c11939ced7adbd46c781edccdc528cb647adfeee15cc8fb207ffa39f313a7aa23baf58b110c02579601b18faf89f98a7a7b774912f9a87e3c83dd0bac9665ad0dbd17005acfc9a51198b6a80411edfe3556926a1bf998e854112e98ab04e61ef89d8bd958b526b2e657506aa14cc93cce0b6d6e1c50f2477958e0322efab4d1a391044f49ea30605b837bc47bdf653dd1027b64f908687df97a794d2ce7b4641f197f461a9683ab99de29aa05b095fb0d7f9b69b017f05808e161a45d777dde7db1af08b8fc174ea0190271e078cb8c571403e81284b9c174b360b79c6df01356f489c68133ea3f028671d1fd23c6985803c3ecb24b5ec6b77f7d034ffaf144863f814e3cf3096d565e3ab6e6d9ddffb9d672776edd0e78c5521d2354f155d4071242184f191897ea6b19973edeea99e0596bf1b022704e21bd9fd58dab5c0a3930099316fab5e61147c3fc29df9281595a9a36d0bbeed9401ed619d21adefd874547d2467262da4e6debd32a86d501165a412b53d54bb013bbd9c9f5d98cb33be7356d84b907c6f0620510b56b2fdfe4b433183a93be6850de25df93980278bd5626d1990d0825ba3b5e2978c4c3f1c984b5ab6ff579219e627af4c1aabe31bb66eaafb7cbfdd15f3220366ad3d3132e8a3406603cfb89758876b9cff818251d08330123fa8bccfe693d01f1c40c89e3441614a20d6c2ef57ff5ce615cdd46869afd62dc08f6bbc627daa877bd38fc39eb9589720a5c7d3bc65a32b87cb565f433d6662edb7189d6edcf03179b0b67ef02efe66a37897883cd75cc5efdcf94f813df7e40ecbfb3a7e68a73674d7f2d6c4a7372c6e0fa3091d477bd9939bbe7b25c93a360195f50cedbd46b119b5e8810207d64ed27dd750bad24bce0e0bb225f674950f4e26240665fcc3dfd6e443bed63bdac536c72ebc031ecb96896969686645ae8f441bfc59ebf5da269cff879b4f44af3df48e4041b1df4bf458c1923257deab342879db246de4a9c913bb218b85968e5d7d76a829a687417cde92c65c822bf0cca28fbd1c2674c8e9b28fb48d243d67d2371e1fe0a5e9add900a1021c9d93e8d5af26cecfada56f059af5889fa6c80d829d2557259ed9eea73fd1cbaae6255dd68f09889023902a9364507d55670804e98c73dc0cd0a586f00e7ee900e2b99879b51e8e2cc03baae69f96b0b45c72975ada64c135108083b666d1ebd65043be9c042087a4cbed69ee9d69cfdd8ae84cb6838d1789e1cc05a29516ac5fdd416cc048bde7452a493776617912ee1bd2b7cbc91b7131f1a42915f3827849b770d87f9899510e2f9360a43e2c9a8f016348884533697580d5d2de18d3e5951202ac014d126df327f74a13fc54b4296f795a41ce459b15db470749f08753a8c29ad5f4e485d117896c55ec7d8070f277b841c7d62e794261467a965a2a9bad80cbaf1a2ef041e18d4662d4a16ce77d347819b4869a482f90639e72a9e429331a32a9786e4c220be908cb89f89a841db69a471de7a35cd7c748a17c72b6189da6b030e57acb4069fc6b12eae077b967c009f1461cf64d527a895d66d8b094b4b636f848d79ed3388c2612ad5aa9a7d94f3dda120f8e580b11aff97d0325d3e0a41cf92703066b758e05667137b6b50afd24dc6e3a1b0b6f0ecb927cf0715713e8063897e139e8687a7f3b16b24dfa39b32276d4611779d42127499008fbc0fe9529ac5a0916e749cfcb581dd5c3bb5eb32099aa5de957de83b092796da6896ec5698a2e22835bacad90bb01f9e79698022f73929357ef4c2e1e5b3f78be79c079d630acd2d1ac1d398b8594c5ed681b393940c5dc839bb1684731d03d052daee1fecb78f0b45146a387284dd076caf8449122e57b5eea054b30e6df54bedd549ba4a0ec9419976c7263c2cd7c'),
	('UDB0S97BATFN4F6XYX', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x0265671b916508fdda5bd60edafb5a3cc2c0d6560b3ae2982f7f3c3775bb75ffc4f43606988a5321248260fd64c5723e4e2ec724eda7227620fae8b068d00d87ff93e0418057a4f53a3779439bb2c920f492e0fcc3edb58e4da311b7919bf62b73d5a12aa89b745a2b8adecf2de6695114bf21447506dd250a59cc90ad3a088b96c0f26e815f1f8b61b165eff371d40ab2734f76742d66ad2c2e2c9f2a278be60c90040b2c42fc21a4584b2b3df194733716caaa5410e5c9e370295867c43819cac3ae4c771ab6b8404ce1fb031140bfa5a49eb56107f51b326ce51f69123f7b2636bee2b750f9b06f00dc16b450cef77de9be5f477f166bc607a8ab836df7013e5524715ec776995f1011f503b325aee51d7c6f8784b72e0e4e25f92620ff8863883a193df8e17500c98ed668f7faec18761f01a4686a9df6033970ca3bfbc6ce238a09f3a25df643f2e7e8fd66416602a4d9c51709997bcf10b64335b7d9c98c2d3fc818b5887c743d4ebbea46eed97564379faa1cc304eb35b47263c6656529878a074e9fa20cfa82374af087b211c7265447a033d525f25010ac5b1ab997487cf2225f5b88662ccfc647529b5c16880c0e2ff84effe4b56284fe9d390ca766a286da2ed9b255910c1ac682e553e7a147a53f3e2289742dc708e22b94ac8cd6ff9c39cbc18ea715c8fb3641bad70b17255a8e0af2f06297231331c66b3d5b99c7a5b47ff573a518bd25fd13147b31576ae6e2e3bbd07e3c4b70ee6c735d4bd467180f60c7695f300e02227c60d7a7c3a60e798fdc743ed91d395c0bdcb934b2736c9247ad6b5c7a858de4efdd34798f97feb632bb455a736c2cfd4cac1b71705c09c41231bfeffd4237bad38a63ff986b5a407355008a33cc584e4c3bf1d8b719177296c52f75cdc8edcda10aa514e296199a2e236c945c5790a893747c9181b2681fa6ad242a89c22d2f6687cdda4a32d02eb4bd046015917d1daf097fc0d20c6c9a1abd04070e1793987a61297a67f09117ebaeca2e4437677539b2a558891ee68de6506ccf76a38bbaca2d9aea37ca91294a7baa0bbd90f3b9a88bac802998bebb7bac41c8117f36f9d70cecd6d35d6c854d048d63051e8e1d6c6a3ac3de7863224b8ff0c6ea942d554ec03430a809f28f810e845a8c0b6de954e0a62c1f7fda8ca72a643ee29477f8201bde3b1e28f9f2fb822af59d13038c513f6b881b0c52b0960641d9508c029248c2171c7283b6aa4b29fb1d2ae3c080efcbe99b5c17fdc05a413f050f41ca88ed68e60533f7ba012c5d0f170394433fc30ac5b7f85f8c2f76b98f4f322244636662ae4194add6ab2840b5bd4ce7e314f2ba09513e59c2b8b820b7678bb34c9f9e30d4b4563704ae39a9cfaa93ef83759bf2868d8aed4b9be0e2d6fada1f63b9aa77443aed9de619e58667c5a7f5c16edf16dc4b965ef7f4f3f8c52a888b1e27f2ecaf3470a3c40fc6a10e7f9cc5e2babc414aa10c18af25696b108fc27cd6898edbe6f50ad6c1e1cd5a5771b9d9dc83d02e1b175db06831e6bff1085e78c7315ee13215b80a8a376864013a57379d9fa05787bace2a46f68695d25e04a8b013ad9ceb95ba9572119b6c80c0dde4409d9f66c2b7f3c52bf382e91315e0d8c4ba4dd92dcf1b84ce068b126bc56b8d0ca604e2ff7895d2adc3a3be6bb3ecae8ce567e0e4611b45ec25c1d164700f5fd208eaa57f9a85779b6eb370d429d9fc3baa113955e15876acec8f39e2ae256354ff6cc89426674680fa299b97f1e990f9a8ddc25347f7ab6fbaf446efa762601913c8710f4015c440932db6e6dd6d3004556f92adb097a7f06d256b0f7b6f820806a36f37747deb36da83ecfed9a195db06fb6daaebc932a2eadefea0432e0d659ac1e073c072e3089d406062fda24bd0d270673711ae2a17af267605cc1b402c71cb031d111d8f118e4218428e030020c5301f7b0fca1e246559e2ae1d57f5835810721ec5e7fca4e1cbba550b96031f944a7b8f78e589fa78282d4f106f413fdbc666792a64ab8635cfc8af8d9105634b275f614b7e7c6c306b0adf3d44aed40519c1daeabcdcc4009c91632d59d99e63de96a81b0f6456d1bef2ab220ba0aa38f274dc9a91111ee8246e2e350ec568eb96d3510d8740410f9bbbaef7aee0e8d6dd2a5407e1a72c07fef40307657ba2c88e205725635c0930c43aeda2396f32eed7d1fb90d39cf836dd8b23882dc1429a0691c8da88c61dd04edcf19eb9165e21f720564f7b95ca297e44d43aa0c887913eec18867a97b1e13fe9106dd7fe9e6c6c503f3dd3944d362cde0216b4e77ed596a7093b58f8613a35fce0f57df541fa1cf29b7fd49db7e719b29645101e22ad2caaaf99592c19c2bb2a5370d638d4e5675776a109a4adf442e26945d4c4475c5b3ca4f50d2546501689c7c5a0dece06cb3d345c98005da9b659f82590461943328549a270a927869e49ffbc543ed0ae16e0'),
	('UDPSYHKMRHM8AGAHMW', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x02eef152ad48afd7863cc70ba43deaec0f11331ea0478d9120ccdfbc4e537e2e16a7f1e7f47ff7a6429ba1e4348e8bcc7beb246a94dc320d92597e5c7b41aa0ff918391c4260fe9ce5e11989e7866f8b4696224b5d3c8e0f9c517e52c72fd16c77580efd39aef771b10777e21ee5e83d15c148bb460ac50756853bd4a5b7b972313f2a980f48e1053ac582563fba8881602b52fbbe0a1a04f69670502ff94697580eb2f8a4e4325b89d7589a38014fc725476dba471448d01401828cae5fdbcc0c5817d6a1f36d96a405f9b3176c12590f9cbd2e77537f38032b07fe771e8d5ced710fbe37a07f0f097347287c395d0e49f913914955f7703283fa9a42c4f5cde3483569fbfd7b79eb31db308505996993e005f16a56ad3f7ae9aad6dd909dc1c5bc793d9cc0ed1619cb6c1f9423609f79c1c41b1bfcd2ce8c6e1742cf82ad70e998dd6e7bb83c7feb34dfd6b9269cb2f910e2c29b96a4638817f4d213c13e597e43b728d22d313af25b570ee28b5c39f9a61a32856adddbc368edfa53afdcc0c8ea652cabfa71b4fd315b4d2804cd1bc4ca307b91490fbefd79f16dc0d3627d975b31532480e673e38b76ea79501297283f4f5696dff8186241424448dfac2c9c80105d453fac46cd33a212b45a9eae877aa82fc8f913beb43b12ef2c654ee18547fcc99b8a23bac262668d213c4f6f4dbd5d5088923f2174cee59a2e89b87b6fdbf993086a6b14a55fb84a0bcc5ef12d59f37645231d3fa191d6ce5596f57618694d815686222b7a2dff4cd002548c30344b44867ce15c855ceaed301260fe228ea26cc78752e4dd68c58df22bac89dfff8a4467f730c83f37fac62dc813f40a43358171f9de07aab469eacafcbbada74b1158400609698596836b064d62a3f1c79b762cd1c527af9b63b50ad5652c45d968a33443c49a808180c16f7283149368990e1020a64a7112f5d1f7eedca7f28228b994cecba5539d1d2156e7ad873f323cf1316ed7b12128b71e35feb27bf016eed7defdccc28f7560c7e510c1b939956a763d962b789f41d003ca6dd649285ff48f06c66b1720387ae195f56094b92da9340a87e3afb08f9c8c69112676a91c6ac301f8be7f0a13dcc512ca607ff77740b618889438ae45eff9ee253af406dea7e85a154237e8e9973e9d14cc83b3062ce3f508b8c5fb6d0a24950bd57f027945df555460a1ea0b492aa5e7abacced2a2d76aa8f3b8215b5221d6787938e3e525a6e9677c0e1f9ee00872c6003c6f421aa2b9229c8ff0b50ce8148ffb225b6f3c7f3ed4d0d841fa77884306c0065f431a235cdc91b6ba955a19f36b55f22f1500a345ba469a47331836a7cc960075b8919761f34d01034468cd2736c4b9a09b0843850b74e4fa6d101791e34259661dc1d5c6668bbe616ff8d2892fac7087ad042fdcb8b1b3e81fd02aa76cb91f98a7e8e57213446a4a15635d05045599dee237aa2b04a458e180498d19aca7fe75f4012e9399abc36de42e3e4de5cca903ccbc1743c4f3e64d7f13395c26a5a9c2e4ed7171dca0e8e8795585e6c841a27bec3d76ddabf7f49c2153caded5eaa33dd74af5be4635e04674a2bdbc146cc7fd4e52b5a7abd3e46a04b7452032866b237c6c025a48373bfbd9b82a521acf2b1508070c402cc03c5629e30bc649ec86677230bc2bbf1f8da1d385aeeca08eb558edd4922bf77c1adba0cd377d3e19ea17916fbdf3ef4033e5c76105552dec97e426e5e7be7a91d2cd4db3f29c0fcb054fdf15c3c9db1bf05f0282f7cfe60ea01b3c7af40faf5d4bfca1e4681faa5e8c12a077647343f890cdde49e55dab7a92ec5389e8c3359a4cdb79282e124dbee8d2d0f55aef69e84e1d0aa859276a28c30045cac6f3dc06f1bee578ba152f4a7ecca17ff4e1a8c86eb14dbaf55393b8c740a1e825da59ab0348e1dd487b0e9885e93fa09e8c9785439ac4f818882f4f80cfe39cc32ee492eef9d9913727fcd064175471e31e81ea8fabe7e0f69261661215c09096abf0720f48466073bac41123e2d51cfd4c7b46eed7561795327e5ee3fbe94fc6b5a90bde36901eee096d9d6ae01eeddd33884a72f39b63a3e25359a0d6f4b35908e957a6f2a65cb4bc574339fa9e85a22b23b9bae409c6fc98f24ab52bac460e1e62203802cdfd6fed459e5b28131b6a2345906193f0c60dd110ea4a6efa01032388a20deda9d3fc5eb83a204d6402159de78d7653f1996b25fc1b8bdfa858711ec9a3e1525c3a946539320e7410422e20ef5b87013796724b189f9bf5628eca164cc65bfbcd4c4c4ac990df7751c68d246eb731830e673a46b4d0f93f4730d3e7306977c66b578015ba33a5d46d7ad106ae5fdbd3b1e9fafdadd1197d5b649a7232e4fa691e877ad7ed1cd9ecb82a17cfa50436a5f87430b2ea93ff9b32ed05b973cb04e38fe8d35d1fb390800f6797aa794be557ea612704864b450abd73850b6739a83f17e342edd08fbeef5a64ab7df2492eb21929d4a831828cfc9004bf2328f475aeac032d66295261ca19665e90529e4a55f3228774dd5fa0da43ebb2a756ef5bd3ce7abf51bf81d93566f39c893446fe4ded2814b114f0a3d0b01c6233352811726f38e92c8291fb98c182d739'),
	('UD2TZJRE817TZ01F4R', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x02ada70d998cc6e2f116d2e39150986f57a57092dfd229f51719b37f9deddd8291ba41c8fcb6973e3c4a1b9a7a8c19561ce01be9a77d0a8b62d114a3eed1b2c8ee407dd15d882d1fe9aad7496de5574a4bb985bc061c80a15661a640ae42d09f8243db2bbd4a94b7914e24ee1c60edfe50529180abc2c346dd74cd872baceacf54712cad6c4f845230f919934f9be0898a4affe05c23863d17a8e2d0acf08743ce98424be99c6eb862356de4e71fc91f722c72dd7ee98540ba125f4c177fd0327434405fd26fd21197453d26c61dcffbca469c9ff6831c426a236a7ebb9da829c232a167407880d34aa574cf31848432c87f2997af60c52f1361558659841fd4c20adb0ef1e0cd7f18fbc67f3f6624b8eaff491eff5a146667ccf0f38fd0b6aa665b2dd5a8d3f012b7e29588d9d4cefc681771844023c8df39dc7c49b03994c5e9dfa9e1463b2c149a974196b214aab4c8fa1d75501b88a568b3e25f397a8cd3c8d2d6632dd006c55e988b340541cb9dbd21391389ef159590dfb46934cb0a1f7be0bc6daa47a1a342d90b8660f8fd96faf468f32842e95d1c15be291af490f9aaed2347dcb62c7ae96d1eaf73bf7927244f14206f08fc2b61f88623bb62029b8916a9f86db06747331f652e958a1e801ffafaf0f699578342663bb71e4cf6de5f27511bf7fbfb2e94f573889645ab3ae68e7e422c97f02a9a4d99ef3b138e0a3cd733f6e8713fc8761386ef3db9de11817027a13763e1e8167c5e75602c2336450b4a53fcac3b846af8049b24fea7c347c316bb5c5ff63a0e467a7f2e0812d334a1b03b94ea6f86fadfd45271f342b35c36667ae8fd828ac46e5a891f6cfad92324a46f7fb67a36d6fd97792e702b226221976984cd8501c4441156c981f782bc4f8c40223a6a23706884638a345ef1cdc0700102f669e8bf665c4706c9b9f6cc205466173cd409124b5f9e87c5aa6bba86e2225be13123925370e4626f5d37f2500e7e2f1b48ddbe57ed1663ace931068329d1d446ff02e07742ca7f69696fa3de45c50b7a0170bd8b5818062f9919b59ab8c03ff777f4870203eb161cdc6dd0de2b50d14eba54fb4dc4d4c1075149b9403d6ab2d273db2220cffbf702ae838b11a8203b9e9f56884afac5b9e79ce29444519f4bd38e41710e7c713306081112d7f98eaa48b77c640c0090456734d641237e55f52da4a19f29a4d245f2045e0ed1b2773b671dee0fa8c2ec28a1fbcd1ec69cd37b0923505e8a22794b53208545291de84f3f11c495dda7e52956a508a3e305c45262e8d12927bf57d9554c93670155fe0f5ba49081fe28dbfb63f6a51c662c9f0804a00fed8bed5478e888fe71d3ecc2188312203c4993907ff37eadf61ab72c0fa4ba16de19485285761a345cc5624a53c0663c45c19648c3fd012de0006cc5cae88276c77c7fc2ac07e1b826a15b2362ac3bdc654321a22b6361de02abe362956d9bf63288cbd1d824270e45ca998bbcbf9b9097f8d80e37509ba12541d465748e3b9f36614f5bb49856a89843d9157b26bc07baecb2990babdd2f436d3a0c26d5164477f619e377f75b74a90d8abf6badf5b0aab13e14e1e712d3308d7645889fd5ae2b2552de80bba76c9c1263c8c515a27ec0c209816614d114a59d9717bbf6c14238be1b98417fac494fa6b04c09faadf9a4c8d625bd69bfe92565f6a29d121cf201ae46f979ddc7521b9a3cb1ea82c3ab4584381aaa71ef60dc936874c1cb29e725af88cf34ba19dbfdd35dbeaaa72d6b87b63697d568a1237dbefc0722621af7666f242280aab1cffc6cbdb2f12144b3c10ff708b1467fc62e4fd752fbff206023e37d5520e17da6fa4c51c713c6377014e25c65eda1e9f43b86681be07cd803ad545205c51e401b4afa3bc4043587dc6eb5cfd987798ccfab03de00918926df5ed9a364992960395feceaae3b24f35ff663cd3cf81398c42a0b880c91f7cea34191bda53030a4d23f389730d907d313fd8a2d3ae3245c0f83a2505fcfef767295b062b1fd0df7650808848665cd2240e206b9abc2dff4ff77a36c8146f3868bba0a5973eb4bc3f61c7219caaca0198588048ffa84385748028cc945b6ea37b132862ccd4ca7c379b6acb7cc5368ee5ebc6b36c843797369512dbd4f25d3d7aa3cab925df198a7a38f6cd5ec4cb49c475c39b407e540077684066cf4eb100faeff0814e51c1ac299d059a60544d7a4f809def1f0dd67322c4c128ef91e68d5920a07a0265477938f509696f74dc2477f3d01e37c8a589f0b438cd09ea4556504e5214f3baecbcec341bc555f3338a0996dd1bddd70350a0e992b3040779b15904d3871e66b338de089510e3345b564c50c3db7b82bd3848a7f3c8125df438e174239183304cfaf741fc49afa5b791f792b523fb6fcfc6d58f52743fb59824867cae11435147ba9cf0fd15d26f7b8fa5b140436c03c9b219c5a4e4b9a9e3492dec0bd6fcba0'),
	('UDWTZ7H46447P1BTSE', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x02f2270c88b63e170147ce52edde5366a3a320b4a2701512dafb731f6aea6c609e73940e0a9e4b61690937844b54cbc756801ad79049c866ff4f421239f829f4e89e9427e2a1ddea4f7184e4debe0c902ae356503212dab6413a5d075a1831ce576cc20c917c4d32b7bb5ec080a7108a0af3a99e880eda47de3b7c2ff3d455193f19a8869e571f98347953c13b68b6a4c1c2bd63e8f1ed2ee9568cfbaad439e706061d2ef5b07e353fc5d32e96a396f4d764e66905fdd7b6a13fe1c4f42a00f5d4ee9d9a9634318c722405d6af40a957ecff63e81aec73f9252f7e777d0cd3f1b4ec35a1927e433e79c0f6d0d4e7076dd8f0ab6de775fd1c8bb60fb18280f27427b1b8aea1ec651799071fb0e5bffd2026e17479744167b5d7a08829e55ba26ebb1c7befd0b533672653c61abfef7cec2468d184789b33c352fd7bef4ab19bd5a86a74913d51d9378f7da3fdf912a824d6a9ebbf7c09139e38ac6b880cb56049a94953937c8bcd721558846160df0aaaa0b72a50f437c8e8a3d633fb3f9b1919f1103985f4897f1f96b3a30a95d03db14ee7256f2d65504001077d7bb15048bbc14ebc6a1b35b838047b2fb4abb8317554c1a82fe88a98b9907fe12aba566519903a5a58eab50183e72f2aa1084656597ac6ee40bea13caf28e1481c89cfde45b7d1c5116c49dea4e808ae15846f694ece97e682b7938d60602b76ecfe51b840eb2bcd0c0909e583e1fcb314489f5ea0f5e03821f66b560e58c5476efc63d752064ca4be1d798ac7776e7158b9282077368044f3d750c156eeaad437dc14a0a4d7415eaacbac4e4669e879b7d8fc289eb56d0f2d51e1694797ef322b266022d5274365b7bb1db82683e431ad3301634172ab8a8391ea5505e394fd795bb295aa1cc2db3cba96f3eea9dfc9d4dcce4f384e2b4ca113e911369bb9fd93c46a82684565f33599163687482a03673a39f931c4d8e092df2089ffd912ab264984f9c9b00d6bd303a2cd53abdb91aaf87304a7b9b5fe084d01690bba782c097f2fb415b1464e5e63577b3f403d3a356846c39aa0cd516612c947587d0be73fb39775e40c6b4b22872b9ce132f2f77caa83fba7b7ae9467dbf1972ab341021b4cd3ee4fb9cfd6edf7e8100d6ca2cfa11dbbd70ce976cf6fc6d4f635604898af547c02b87443415015d166d78d3e2c473ddf98151cbfe2b9e7c7eea0b71c060875db4f77538db4783006c7245beb8f7d564684423d36883511f5d977f9761ec34d3c4fdc8471c93c47ebc5835fb6b67cb723b6e9631e0ba87a006bbd36d5d8e259a207864761917849485f1f6213e2ed123b9c15bdb36af4f51f637a606f4ad55fd6cd2457f3f3559bc2d5a36c156e5a8fdbd5a97b10343015ec5f786bbfaac1531c5cb925103f4030f8d1f1b19b2498f75495fd2de25c1eb9fe11e10484bec885bf1493af39428f9f5d9d1375c2a9edd806420b298b88777523090b2e2703ca2bbf84f778562eb02fb02e6d6fd86150334a0d9a1ff4c6d0377af4d2b79b863a099f75543b254ad85cfd7e4e7db482eb15e0ef66f4831213eb1ab49832ed85f12e59b8c579c0b256fb4513f22b6f615fd06ce31b9fc4fd53006dbb5f1568b892cfd8dbe9b55176650e4a21c9de5807c299e02a76161a751088d5423037752ef542be5ab1a589be4ee78198a1fb87dadca0a4dbafa7b05b3beb4aba817086513a87a1ceca88c46622efd1b07ad83af376f82ce72ddb5dc6ab482ba28fff0b4cfe1ebf94bd1bd0e4fdf7775a2c4994b6f80e37e0c81794d0e7988866f8babfefb860f4fdf1aafff5a1fc14dceb6dac93c035e43ab7c1909b9e650728dc4ff38dcad6cbf9b1194d5f5e7a72db40f9a246a0dad070ad97bb26f75499e5d6cc1deb9214e71ec8c9b91e7f66e85122274ec8516c19160895ab59d56e7e08cd98fe24d8ec6eead7f2ece9e9381a95e3c1f0b10ffd91db3f76d368dd19b607a6859016eace819381cdc5c97a875f48ae815560a5cfa506c513036e1f838e675bfe7deb7f425640cd6a48b0e6ed637e7a8248cbe6e7b61db488538341b4ff2b0306c0947426af0f57088941f0eca325a37272db89ae0e391a1421e06c2c87b2856e7bcb48ebabaa0ed17c0c0c7c96e54c8774a9adc2e399305f3ce4c16bea22a0fd134de52c9311afd7830af7c1e7be27f330f233164c7c060b687db2cd633b78ec9c145bbdaeb9129ff80b789adf009bb488e68679f2908f6e03b5b4803db0c689eb57ae319e55fabfac342612a472d5b5068b805241054158f65366cbf65f0b46a62850c0a5e415b81bd017786b208c03b322be76cb727ac0b2423b40fe5a05622d613b2a02707ce5b68493ccb34eabcd19a85951c41d332379eff9e8af14f52f1bd61c92e4bae7d5a9c9dfbdedf32c454d6467489fc3abed6d1d99d6cff7880234624640c2c2d4b5ee2108c10e967bf806d7206e0dcd8b88c6e7c82ebb60c664c0e1'),
	('UDCRTBA1ZQ5B7VH8EM', 'qgb2tVvD1S9qJ1o224ujXr9BnXbK2hVNxjiFKpc2hxg', '\x02014e78fb22f520515817e77f022bbdb5dd411e1a22dd5bcc21b142536205cd4ad1ba8adf9ccc369ee203610a324bad9e4b149a23c878053189077bb46939487b5b4313fb1d24562bc648da2235111f39036ccbfbcb6b39cd12b9b13d4b33c0dcbcdbe0e10699fc1989d16108dbe4ef7f259fed4ce6159a2ef4572d90fae6743a2a318eeb70d587a416d44df5422f91409f68437c98d0ea656fa71fb893d3175a5d2822bcd52662e2f9464a0b76030e169f733627e5f0dd50be2e798b6e515d3b114c8c608de63eb99ac9e3ed41098253225e42d7ec9901bc053db67f0037f2698aa6e46bd7480d0e2e7dc85f0128d7f1b4a734da2f0a38d7bdaa1f6d2aa4920baa6afa70c7f42e8d5dc809b0fa17bc4776d33611d13f09afed2f3385bb6cab70942280cdd7d07b822eca88c7fc6df92dee577ed90a6b1a99037ca5b90a670fc38ea09399d9a79e62966c70c73d42073b6172f64a273e91bf3def480bef21063c607ec4618f73714ce970152cd1e67dee82def8786582ef4ceaa5830f2823d48f78df2072c9e8db737f5e266e5e1eac29c24eb579746f16fc3ad19872956d6f7049d136f984d0b44e97eead5859f682dffae30214e81802f71c0293d6ce83983ce6c6d06bf6e7ed6ed0aa75f46f6b762d3b875ecf24f876c7cdba57763b4ca98f63d68aab333844229f95d5e753ff132f6eaa917564996b0fa56526441f7f83dcc08dcdb6dc48c659c121d31afad4e44487d22e6f835c9468a2a31e9168423412dbc177408b7f940be5d117661ff13b07051de7c81782af6cf39ab6a1a1a5f84a626fbb653761512ad33bb877afe3e07bdca561a60b80f1faa200785bfed7dfecc8cfeaf9a53b1a0d0fa0c0f97e59e8e1791c6d3a76e5bec273b2cedf9a9bbe068986b05727c4176668d52856465dbe5f87e2fc1d3b0c6e5aa72a8bb93d0b359d265a4f97b69debc61b19bc23897836a5474d0c4dbb629ccb5d407f9f7675a1d71ab4e00566c6263be6ed5fca731adddc4e3cccdd6b653a68bb5ee9b03017a938b5f084f899bab72e265bc8c2dc28200f2c29b96cbf5a549dd5a2550b666690b53b4ade1cf821dc967068ebd1e5aa6116158667edfdb0a5f294fce71c42ced959f5006361fa1197e558c5c0a42b1a54b79371f1bd4ebace2a48d1603455a86868c56ea13ca8c798ac1baf4d0c91b54da16475e34b7b64be334c1dca02d5bca5f5c69f2756438be44cce61edc87b3cafbbba049c6b461cceb3e02e365aa40ecc1eb39f902951b8edc2193623df99495f4dbe2a7f63bb7e2da66a6982eef99440c47b22610df1f13e95b3ca8d898a3227d1e2a6e7a60d0b512dcfb6d044db7b09a43fe93e999f4869ca8d20a678cd9e794f44095b95634da45d5de8810ae28e33e41535b718da9eb4371fda108de4db099091904c4e61224045731508132268720b2b92b96a2dc4932816e3efd8fb05a72bcde2bb253a5f74ff9ea375a082f2ee467437264271f5b6af1f30a9357bc9ca2a4ea1de8b91b270a86a2811660863653ea83645ed01182447d6b938d05fb99e6a988fd656dca0b73499af109f71481cffaebbc678db17aa6f05ad8e456d19e5dc7a3d26939dc3ce59243b8190f6ce04d34b312b0ea75198c590d9045700544ed86a19680cd8b8fa4bea448c86b91f78cb6cc3b43a13a0ef147decc734ca2938824f835b7a716789435a0382815d66d693c13c260bee6e04fd7768c39d316580a439af9a35659e46033d98267dff7c32b284d73027b86200a792c36ea13ac4104aa5227c03b1e6a3a275b2a1b84f676afc0535a27c0fb03a31aadcc4dd45523248500945cbab8038d0acba4dfba0456c918a14f6e6a19488c1090751efa964bef4cc595d7f5101bd486682bf240514070e5d734c01ed518540f15384c535587855e726935ba2a4c0ff65e9c8c5a113349542e7c45637f92ef1687bed08ec0742152f01cd2db6c7e20d19d534ec2a3b61ebd211cfed5774182d55ece76fddf1bc69a577ad2954848f957916d500ddd211b19abb870bf7383668e3a103bca35aeeea6260c5af6b03397ec0d92a9c61bcd07ef40dcc432c9918bd327da858adb41246027c98759034fa7955dd0877026b352c2a1e2168b21e12dac80b5e78989e4003d7cdad6ddffd0653b9f7370958262a97e8559fa0cb8311571e5d0c782b01495ed5892cce68bb6f6e048464d7fb63e554da36d4ded129ab3d2494bcc3e6fe8784e9b168c6b38957a227d5e8d9139ccf7b24d22c528d4988fa3e6e0dd3640a31208e49b595bad3c98d61e3b3d33c6796fc24da6aaaa403d0769af12e8aa5a1263853f5961e74ab18446de52e1105573c25e928f7ad63eb1f2fab72821f9205ea98922719894083f606c96c0095bef6dac9411a76da3b46c40cd046361f079139f28abfa6da0d3808049004ac4e6d54e85ccceeb4d54cf3bfd922a9cffabf502e24f2a2209f62ab302a5f1f677a5ee8e5');


--
-- Data for Name: function_file; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.function_file VALUES
	('add_counts', '\xfb0202f7fc1918458e4372c1b1589cdb65578490bd4fbeb97518d42d8bde8b8f', '2026-11-22 04:21:26.004999+00'),
	('add_coverage', '\x5461ac560434b80b1ca4be8e4ae0b39c759b9e6b292c0d478bbb4d9a5cf07b6d', '2026-11-22 04:21:26.004999+00'),
	('apply_change', '\xbd6ae308e67ebca676befdbd1c1e720717e47088fdaaf3c9b5fdaa98cd5a9fe4', '2026-11-22 04:21:26.004999+00'),
	('claim_outbox', '\x5b5521790d3f151149c1334398bbe18fb0bc04f828266363205fad94474bb9b9', '2026-11-22 04:21:26.004999+00'),
	('enqueue', '\x298669e52a3d201f8556ee6d94a977274830b57f20a8a037746cf5715d221157', '2026-11-22 04:21:26.004999+00'),
	('finish_outbox', '\x2a7592ba67729aa41670ae526e4f85edebed862d6fcb5900049701e33bdc6236', '2026-11-22 04:21:26.004999+00'),
	('issue_ordonnance', '\xbf260c5cb79a10092ad9238673bae4c797e0b6d91a3e7fa31a9f020da528fc67', '2026-11-22 04:21:26.004999+00'),
	('journal_hash', '\x930b9bd8e01e8bd1698015bf09848e818eb4db1692f6b5c819f6d00cd28552f2', '2026-11-22 04:21:26.004999+00'),
	('postpone_outbox', '\x1cc0f71ff4c905e29a665c0a35890b94041f1ca1fbbc69126559507bd1040626', '2026-11-22 04:21:26.004999+00'),
	('read_ordonnance', '\x18292646c14c54146d2f249247dd9160ebc54d669f9e01b11ed7e5342003c162', '2026-11-22 04:21:26.004999+00'),
	('record_access', '\x97c7137a81351adaba6a91f9606a0b077cb478d44a2c7487df704f5895059a9a', '2026-11-22 04:21:26.004999+00'),
	('remove_coverage', '\xbc04e2bf2e3e876349f1a7a67e67acca8cab6bfd67917fbe5d4ac1b6395b9c3a', '2026-11-22 04:21:26.004999+00'),
	('replace_ordonnance', '\x11fe16c504094d839eb77d8982b78a91a042f25c392ba411e224a95d6a3b6305', '2026-11-22 04:21:26.004999+00'),
	('reserve_numbers', '\xd4161b13e8497441647b66a4cf571988ea3ef4d655cf207bcc39d38b963272b3', '2026-11-22 04:21:26.004999+00'),
	('revoke_reservation', '\x579fb3574ab3a862b4d82ebbf573b7334952332402175c6a53bb4d843811ea85', '2026-11-22 04:21:26.004999+00');


--
-- Data for Name: journal; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.journal VALUES
	('UD5G6DN3ACDX4J4Q6A', 1, '2026-11-22 04:21:26.251165+00', '\x01103044fdfb5d171558e49448b711937430f2c60a9a054d1914b99c796fdbb3152a4ddc581eec590fab594d95e028d8144488b111cc2b8cbf18fb373d2a21f6b3b8aab3ee300dd99e087b8a92a69db9ba8f3c692b5b2b5b5299de05ef263ff3998a0ff4adb6d221f1ca096549f5d09c77097536a5b486f6b601de79ecee71a7c726482ce5e2423311eb6e27fc2bcb2268157a60a8721404584c2fff7080ba4f2ea7cfac1d7d2ef426c0f330d6a77aec0db079bff0fe336babaa21dc0cb8b49148ad895593b3490b31a3bce59d0c4f51cd477dfe', '\x1f5983687149425e61deb30b748401dd47e6c7b001c1a7a76f95988595c99e71'),
	('UDB0S97BATFN4F6XYX', 1, '2026-11-22 04:21:26.275588+00', '\x010b6f3143acaaad1af982ca304d1bfd84f2b1e50d4560f1f9c727890ec5500209d2056378c039288112c98e5cb65fd92d9e7230a32aba97883266b64a48413ff76c21633df9a3749f4cafce7ccf8b12bf4c47ce32e82ded2780906829c66cb4f689b6ef01cc9803244ed686c894f0f3353746f6e7c3aee4bfd1db5eaedbb191688e5b062c0a15995673a88b88f50acc672cc51cbbe4535bd63f57157a8bbd7416b5c85384c219785108b40ab2a32e1cdd2434e7514bf202ebfc54919446c161683f6a6e6ae960b04c83fd428b481761be2e3489', '\x89fe97304add51474e6025dee45a953a9b5d2872f58a03e974f389fa5ed3bc9b'),
	('UDB0S97BATFN4F6XYX', 2, '2026-11-22 04:21:26.280924+00', '\x01fd1e37488d2b95dde8a12ccbb5294b711c05dfaaf04932a346661dd63e6d246b7434118340f22d31ab9ba2b8e8693b2e704a06b04bfc4c00292854bcde9fe2c66b6170967a84f000abfb410608812ac59c5218795fbdcfb1ece04dafbb26ee2800c99a3903385722ebd45451d7bc1077861226c58b87b8988dd467e54fc840f1162092989cd06bc9952a2511e4dac5acf11f190ad79532b06e9d7e6ffd67625ad9548fc14f1bc5430046a5315ffcbdab0fc965eed75c5b1eafafa3f397cbefe5e4d284e08e9d37a873cf6d18ce25bb24cf9bc596ef87c16626011bf406bf0a748e6c6d', '\x39336ac93dcb6be76301c7d34718ddb4ef7a7da374d3fee0c4bfa542928aa5a0'),
	('UDPSYHKMRHM8AGAHMW', 1, '2026-11-22 04:21:26.299964+00', '\x017ed03321573a0557d4ebdbf4b7ea3218f9b685db55ae77bd9354a0a73b379f26a70266af8bae4a7d17a1525e50e0ab07f8f1f11bb7305843a6167f1610a8c166e04441017ebba336855cb48c09a65f58c7402eb9ef0e83d8e93a3b24be45c35c54b5106d92f0686d28326af25b7105f6b809a92d4bf63362fad0fbd43ebf2c1e672b2a54f5df0c62573f46deb2ff49ab81ca6aecf7a5aded7bb76404d74f095f649e7ef87b9bc3567e2232f0bd04b37ecfbdc6b138b8984cdd1c37e562a0386ccf4376d17edd4caae41124e6a13664f42c05e7', '\xc31fde423e7830758dc0cd56b3e736535963a10d5735fa5741d95da66a97dae5'),
	('UDPSYHKMRHM8AGAHMW', 2, '2026-11-22 04:21:26.330114+00', '\x01a6ecabafdfa8618846cfc644343bf48af4e253656e6f677b03c6c8acf5947f76c0b08b7c1eb0eee5a71552b81348abbba21742738b034b4a8e7a761dab868bd2b4f16cd9b99ced237cb27a78e514642b452e73a0d5237f934618ed29dde4d9f383bef4be954e00ab37eef891af8c79ac744d0636b9639d48250d5a101e4da7570416de5d4f3036c0b61bfc19620ed2c342c3dc61f5829e88cf88bf8b97c3df84e981e06878daab208e34f9368746222744f4e54d9490713590a35aa8ac54843d4b6972da9a45ab80b94907eb5e4b623614c0fc0f117468cfe41a69f3e2cdef12bec72a', '\x9ab413b48c429a979ac4d4d384b57e61437f2b623581cb9e45127daed567342e'),
	('UD2TZJRE817TZ01F4R', 1, '2026-11-22 04:21:26.355404+00', '\x0137a9ad34768eca254800b526cb93e0e06c53e38c14f86c7ccbfc026fb5da7ad8e71909e1f2ded81515f237601b7503b741cba9616eec9b12e097f4b4d2348e33302e4666d43b7ef881573191435ca5e8c6bd04ef0f1dc62c51b1bba23d1d339a834a9d860b12899d056c99a2fcc4a5cfb50a08baee8f5ff40cc01d04d8960d80726be30c8ebcae4649f3abc058b64ba032201a0dfd634ba5596d21852ee02d0cfc00fc3e73e68959859fbb785aec9e22ef58885e0df5bf1913b7e5a1b7ea3704c3fe51e9057b58aa79b9d1f8fd59171caf38fc', '\xaa336ae951056ffbfa834df923eb2c15b2f6eb423e4ebf212210a55904e7aa70'),
	('UD2TZJRE817TZ01F4R', 2, '2026-11-22 04:21:26.369113+00', '\x018dfd42429f35c4a76ec2bd70cdf45de879259bb0ff39588be4c5a09757172d7eceed47a3755926078ae24dd07f81b992c9f06bd919e12fe66e3ee6fd7be65ab83a01db509f53b56067487334bc186fe5f08c559bef13996ccbfa9ec0a9caae6e1a9dd2c6276bbcd0190b4d2e2fc17c19319457b903dcd5ff94aaf65d3d3f63c9cece996a73e0d6d7ea0888075a7041991e082cdce058b6761e597532d12c5dfe33e1755c7623b0407bd1db574d98c8247aed2320190a426ce10fd2fa1094340d916c4f423a8de41977d2448fcef8a1a51b5c5700283a18b855bd6fff71fc995eeeede720', '\xd68c3473d1b4b4e5b32f0216a332d860aba1d9235b9561c93d2e674eaa1c3cf8'),
	('UDWTZ7H46447P1BTSE', 1, '2026-11-22 04:21:26.389731+00', '\x014a082e9fdded9048c803e20de0da15eee8f9b188f982ba512dc692a975b9dc44bb704622d278b5613ca8ade96e1180e449a9acac9ef957259cd8e54d016a81fa54d4c215bb7dc22e321a297812cd4aa5077963acc45e4d8abb5c990e28e858b95b70b24c8ebe9d716678df3dc731854ebc79310706eddb00b2a85711a43fb7927b18adb4841b11c4ee43da8954a44f52637437e6e9128fded07346cb602e96b0cea302324a686be8ce231efa029269decc218d7a27bb6ace7eb483f1618e98d90f48ab667f59af85163400f568c407419f62c1', '\xea2ead40f216e078ab8776b10e396e556bd0ecce365219f4616ee77e8467d68a'),
	('UDWTZ7H46447P1BTSE', 2, '2026-11-22 04:21:26.403261+00', '\x014844abbe704f1873043797fdbe948a879efb3bdb1ce352ea90c7bb85a5acbcbfda0957811ba91e65217d76f32326a737a6addea92355402c0ec838d792931628e8c1ef762d69c9d59686c29ecd8c019eb150919274efe532bf71bd83341ed4566e717847444557a6af52a717f2d3d99d7fd8fd8c46fb854b120955f20ed4168fcf4cfcbb6d7ee4448f0ac6bb16c4c67e6b592d4626c2ca3eafa2186ebf652be883028c08c70eb567a70f70f6867ae2254073902833bf079031c1e82659ec3d23f453dbc23bd03a534d768e53142401578510ecf095d45c0c6f467c6f', '\x277e0c66ed5d2df0b3895cb263a5c8e73995c4bcaad6be1a5e38de21aca07d84'),
	('UDCRTBA1ZQ5B7VH8EM', 1, '2026-11-22 04:21:26.418723+00', '\x01c80b5dd3b516b6a065c30c6343a558d826d1e6858f3737f43340f105fcd053cda31732390ff8be07f319705274e667b931777e5a3ee2a0ac5a6bf6cde2459fa91dff867402e01746c222c992f24e89e03c1a851e4d931f0bc4ec4c5843141957c4a8cfbd7e5d1b37a8c61b8e4bbdc0cc19bd630da00b65704822fcbbfbc4acf5bdca0d4833b3466571075ac82bb9feded3b70f78cc6942f959fe7db8ddb9b8f16d4d471c14226d5d76dc420202f62921d204209b109b4ce51fd924fb71817233b04cedbffded00758d42ed4e74561525b4e443', '\x1f9e3de70a4c61d755023b7fb66061c865e2b9afada176de63de8f65fec0a891'),
	('UDCRTBA1ZQ5B7VH8EM', 2, '2026-11-22 04:21:26.43416+00', '\x01da62bb9ef9297fe5b181b79aa7ea53c07798305ed295b62d0713f357b338ab2e2ab35522587ae9303481a500fc982204be6b653b9c84d941dd56f5ee9b9660335daf211f2e6771835253230c37f4be8b0d803c51db19c8c3c032428aa29eb01912097496d5e756f51e9dea34b00416c7d9e330b4f41a01f9ca6face010ec0509132af83509fff40f1fa947459bf04e41d880ea70cdca952a3212913bad1ede43f1cd066d1d8f6f7f71d7c70bf243a5e2871d1a0afbe2db7fccaf82189efc20b7a6f1d9fedfcc427b71b9c485a029a6309b4732a855abed29848caecd29246fb0031669', '\xca8e15681fd4dfb933d30cea9f3fdeeb166498cf0030b131a2704aa8c41612ae'),
	('UDCRTBA1ZQ5B7VH8EM', 3, '2026-11-22 04:21:26.447072+00', '\x02d2ab78a6d51a78bbfd75a85fe90d8da92d3eab77a9c512a38b1f89212606c784b354ede486c3e91a06a8c394fb5aa453a7e29bec9e5d31cb561a942bdb88463b0776957f46703782860176fe6dc9d074974d3a1ecbeb307e5cf0a9a417e3d67a3ba6807ec0b91f5d2c5038adadafb24a68eea28ac6873fe448ce66b9616680fb0e6dba269452fa604f3077cea2f81d3ffb62b4053804fce8ec2352ffdd451b3b1b7738934c786a04fae23c29ad776c4d78a20266a725bfee139ae9765a757e664e5245bc', '\x0c810ba192713cc2eda2a17015771102fb00f425f010093606b362c6638ff483'),
	('UD5G6DN3ACDX4J4Q6A', 2, '2026-11-22 04:21:26.458056+00', '\x01a9097db23e3b387cee40b70d4af051f1c6d6f22b6be461e8307e4a94ca997f897342c493de0b05a3e4d2ed33e0ed01131e490634a0d89d7b4473324f6aca7f4728ad3af0beac3113776d0e8fef8812f2688fccfc8e631277a24e3cf3a869958bc014874199abc891970d0820ae6461c2743ee275b459864fd2e3565aa29d030e6ede2bea161610c11fce2cb7ddb55cebcd58020a7dbd6325320503f97e2c0bddf47e9ec037c924be89266e7d70930b8215b9d3b75f684bb3e52c775daaa36eb626d8af6ef4db75d157d0f0', '\xdb4f9386f690bb14cf18dd3d8f7a35d74167b9baa8894310f837a8bfbf893b3e'),
	('UD5G6DN3ACDX4J4Q6A', 3, '2026-11-22 04:21:26.466092+00', '\x01582dc6e51ee54c6c3e5578fdeb7e6dd2987e6b0943f758cc608af890d39dac626753d86ae9b11e9aae5110e43eba3d176a4b26c49bcd66c4428e39969aa4d35f7af501029e9a958aacff6f142926dfcff28ced78fca8c2fc8c4b120ebdef3a64e8482165e2426fe854e2c8bdae738d8030f69568d47e4263adf8c79ff7cc95545350d45cd7a0d7b63b19d611ab8a8484afdd47b09cc5e8d2dfa26f6a691da51138ba75172291783eab92bba389267fe8d2f0e3d9d34c1107e93cb1b2aeab2e9259a13100d261be2b70ef347781af', '\x50c4cee41718ec6e79e54fb6db03ef49bab3040c909cf38c1bfd3fedb7eee068'),
	('UD5G6DN3ACDX4J4Q6A', 4, '2026-11-22 04:21:26.472516+00', '\x019aa198cf9fd135b203ff54288c183caf34d48921eacbcaa3c145e1ce4b521f5c98e03512bc62c13c002035418d0cf5738e378744b95a872b15d64c64abbb8fd7441e9e5f30953ead7d7d479448a261a5a4b40de3cafd1689aad1e632f7565212bcaa28ca81ed6a92701eae7495b056da6f8f6cfc820f0c03ab2c78a950999bb6bdfa292eaed4ef624dbd075d360ebcef5fc39cbf72234cfcd0432f26369c8258af63036fc1b9330db0a0ab6989e001f2e89e694becca6e94b6e80b32055b74cf10485eede50865220df2ae', '\xa9781eeefe7bb9b9baca4325b231da9d73cfa69e9047797cf917077b5e2c1946'),
	('UDB0S97BATFN4F6XYX', 3, '2026-11-22 04:21:26.480128+00', '\x019a0172840f40d0cfe66893ae05d3ef8d2eb090d7cf7954c61afff5340cd8cf5826ecdfb6468e0f9e64c492994d14b8872e14f2f2fabc7a867095b47d2b60cda75241e84ad50eb2378b989c3b1d0b99bc368a5005e91be267f427e6506e0cc83ff792a9ec6074ddfdcb39335a295be95e68380d822251fc48c4e464a136b0194951712e5b361ea7bd882588a847c7d1785083baedcc23d88aa58257fa75993dfc043ac3a77168c57ae2564ebe81987ec0c1479bfae289306deac9b4ab9314bea50840d92ba092a052fde259', '\xd2a64fbc2b8f92629b0d98e9489bd0f80d88c7f9dc04f181faaec51f48aa23f4'),
	('UDB0S97BATFN4F6XYX', 4, '2026-11-22 04:21:26.485478+00', '\x01a5822d2c4394290ed7f6fb3af57ccd0f11c6164d5ecbb7ed4477066e38e597d9e87b6675ec734735f145869eb269af10cdcf7379fd1eb57b5b341e8380a0b119cc0acaa5a7be1ac66d668930470978c2dcf8ec6da7579061848c163bd71f4c5e2b36fcfbc3560c46ab01495bff417eb1219c91d2978ecd16410f7ffa96d126622fd063de5af5b579faa3729e6cdf60adc7895e3cd259bdcabf3ec00ed04034b6f615490b6ef0add952ef04f34b600b1706ead568589a4bfa31213de0c12a729e8a2b70895e454744eaa56965356f', '\xaa81118800e89c88bb4e92caefd3666585ef60e8c7574389ea2b27e4ea71918d'),
	('UDB0S97BATFN4F6XYX', 5, '2026-11-22 04:21:26.49055+00', '\x019e4529a9b1204df3ebd16e903e9d946f5572e3fdf83e16866a16060f77c855d0b58124655d72c2001d43bd992d6781f86714b97c2d7f95ade47cbfd4190ba110bcd208e014de4a07f9df21626fc16e4316a8c03ac936df1fe921f9612299974c94922736f9ff229c82104e5cf883a708f8ceb10b9836307f4294124d01c1e1383f72529baf6fe6f01c94b510f85c4f827c454814c83eff23e80072db3c5548f8402c01ea0bd06bdfb1fcb7487f794e76b86e1d21323295dd8939c19c2ac4c79a93c632f70cc7b58ec687c8', '\x16a77dd1c1517b06c5eb101091051c19440febc5b8de4b7fb845a391bd41e7f0'),
	('UDPSYHKMRHM8AGAHMW', 3, '2026-11-22 04:21:26.495431+00', '\x01403ef6cad5682a3baf5135eeb2051c7c3a70b240ad7098bccc6bdefd8682ebe811e61d01cdf005319d55e54b8fa415f86c1cf4a09db058f8ed8d6c2e6b8ce5fdf0c3c59207f9caa882635c784e127dd43c616e01c9ad47f5461d9a4004730cd7969d600df4384c2236c28cab27e848e3d440f401cb94904d88c4ff24ac403da5deb639c5575a0f580b3d40e4d7cf317778a44be8c5cafc9e6ce31613580ec2b208cab20c9a67b760a3583e474b6d5cdaf0bc85bdcb452a683da86faf33bc7e1aff74be5d0adf15669dcc4e', '\xf9dcef4ea3860975e1ebbf88c2f158e1a3105b77ed425d52e2db6d941f850f01'),
	('UDPSYHKMRHM8AGAHMW', 4, '2026-11-22 04:21:26.498808+00', '\x015db98c217b9c0472f0c4a8275fdf28e566a284cf3a8e8f5f11b8e426160b8c6a01efb552d2e538d8aef37a2752d2396350fed44857d6817e095bb826a43e9dff230030a11351f3e53255d08e7eff810c14413529c483a79eca7d3caa62ec96c31f9f2521a3bba0cb6fa00a96f1e5d080474cb8fa77050181fd2e01864f68c5df1a2aa6151078f659d220083210239b48b20bb0311a8102728d2cccf80a5386c40a29d94eb5da2bde7002097ca1d2b0ab6933710ae9712372e15012c4cd9b7d38a99027578f9694001ffb33b1e40d', '\xf9e548c71b6d84aea5a55117ba12b6ca688d126913d9a9bd18c4a96f59318395'),
	('UDPSYHKMRHM8AGAHMW', 5, '2026-11-22 04:21:26.505764+00', '\x01ceb96c7c5cda11e44714caba7ccc6ef2a9946b6c82a7f5e583ff96cb1db8fe0dc23825a4c3a2f3e482fffeebb532e39532f0bb53030c16d49b60c7508642a566490410d23d2f79bbd4d4c0422fdc79b9a2d50287f1bccb56906a7beab25b2986491f866d0aedf9a71483c3b1b4f20d0282c797e765bd4bf37d715e8cf48ef0f8e1f73fa489d739ef7e51e457b6e7bbb730a747324096459e412ec274f3f5088b5a6b6f782e1ed9aae8605d023df7ed019d6d4d91ca0c189ed8fb1080d73a56c9468e30e2b0efb87c187f90', '\x1a6f2e157f625e73fa20b7fba918e4cb784cd5e9d938b14de6f282b3454c2942'),
	('UD2TZJRE817TZ01F4R', 3, '2026-11-22 04:21:26.513794+00', '\x01c3934c8cae3c4e19682426741805de5beebc7d24dc1b8c0e64a6419c939fbde15f16be142c350fae9f7c78acbf2db4c5ddc861e045109e74ffc537181e66752d8d0f61f05a98ad52060cc987f7a9a3c68350991ceda7b963dae6e37127479bbdb160ca70697273a9dc77a3f10f17319e3eab4c9277394144c23e2b412b19d22a231c4944fef485881a8b6b9c5f89f782f489116bc9752fd03c9dd2c51ec0bd12084d18530358c2a563644318e0499058c1ae427a5d7c9166833480f4cb9448556a97fb470dd31af54b0bf6', '\x45320f3b683feb594752a12fa938062ce2f1d8cda894b6d92de83163dd9e8727'),
	('UD2TZJRE817TZ01F4R', 4, '2026-11-22 04:21:26.518197+00', '\x0197c03edc3fc307b00d5cf55028833fe5d2df4fc03a53dd5362eb861758ad17ab032a8144c9b486a60d3eb42055887115f85aed8dc4e47d93c723be9c13a500943662aaccd39500b67cce1420380ebf3cc0e50abff85849e07cd42670935b1aa6d767d7a9c92adfe626354909e3ac5e59806e8c1481a04e7adcb17ce732ca29f86b010e64d65c29e80afb620041f80eb9456739b514bd35807571c49681855bb2760f78dc7f31fd2156c58948be20438b2100faddbd7410dbd7890426fe8b5488acbfe41cb71a4e1cadcd7474d8dd', '\xc86806f9aada00952c0429fcabaa64c2d86317db95e59de089f0391f232576f5'),
	('UD2TZJRE817TZ01F4R', 5, '2026-11-22 04:21:26.521883+00', '\x0102ec1626eb90ca0546295b50d126a60342003e43cc73800c1d9e153caa9aa902044d2886a88066d9eff3dd2a2b5171f0648f2c44fc2aeb7d2aa4f951235696bd2b30d4b8573497600b325dc10829a09de99121891e52edf616b41230419ee76271e0f0275c390bda893d2ca38c32d17acef94783fb77887f8e40573e13d4ee7fbc11e53b12c1b19c88cb5028510de5b6d287facfe9768c7d1e18315f63ea69b2270aa80176a2f4e800dcb7f3a2219c078f0b0488bcb711f1defb1e52d8dda33703c7f8fd626c17f83525b3', '\xc9b4a81031d793fdf9744bab0c46b9b28c906e9a86649fca7c47d3ee0e5c78bc'),
	('UDWTZ7H46447P1BTSE', 3, '2026-11-22 04:21:26.525647+00', '\x01158e64d7a831bfa1ad6d04699419ecef1345c770d8d5f9f0e22ecd3221df95363d0de86170acec9c07da470212a202f723fefd88e19190d5cb17f35cfaaed217d4188311326d96bb8f53b8c5cc01c06aa20038ace4abd739c3af85feac3e0e9a3951f3fc041b2e00727a3647ee016a52dc0862df4076074d8edcdcefabac96b1d20f2804be21dc07890fec3f3858da6baecb614d8c5437d67d43f765f61ea9e880ff4788cf0bbba602ed44708c1855eb375caa4f8749d22afb6462ef35071adf9c70589606b4e323ed1e6f', '\xfe9f634029474a1924d5a94bc3526521c7a17b6586488b343ad897b9fdca3131'),
	('UDWTZ7H46447P1BTSE', 4, '2026-11-22 04:21:26.531068+00', '\x01ca3ea53fdf6ed5e63726b763b7dd3d1e0223272b04697c4a9385b38821e8102be6f3d55c8ef4465d36085773126bfcd5797f6fbf4075e0391f7c3f81dfebc2208574feac0caba07c0809fd287dea4c16856eeb880066f3303c84559c8020ee35a90e1c78cfbfd65e3f9000b23323611548a93fc4ab83dc072a4b726e831f34f1a7715e37a20105b08b11e0db823e5f7c66635d0ffd49f688ef4cca3b936407a9b11314956a2c6f8e4e385ac03d881a6bf136c258bc4da51097504a0b79952aca5982665e67d3a5f53d21c9f8f35e', '\xc62a8e45c7d5e86aa25fb6e36032f4fe58cdc2b5422147c45c226506390f3bef'),
	('UDWTZ7H46447P1BTSE', 5, '2026-11-22 04:21:26.535056+00', '\x0178f1948eaeda43bc35568a87c4c4fa5e6272f468f94fe956d199f03e523fac96fcd42abfdd52b72a4eb863d9ec8b4d246b9bcb50bc61c3d64bd16a4f4df7354dbf7deb48cf176cbfcc39898ed59942c0271aaa00753457452cc8c7150f866ca1b657713798bfb90fe3248ab7a5dfe0c01abeb37ddb294d560893389d5bd4ac518936aef1642cce74f823cb9d980a3732c225093c7afaff1dc00a039e358290367ffe4a711bdad34d4e51db850c44c3a5291fd217c493028f1b9c2d3bdd5a1170715fd4974898f79eda0da8', '\xc7ae34111263db858971d2bc06a596085e7a0dc3926eb5b0aa4755b66d00135a'),
	('UDCRTBA1ZQ5B7VH8EM', 4, '2026-11-22 04:21:26.53935+00', '\x018e9edce147cc260691b1b553d4de5452c9e1166e154897acb4220049f2037d02a4d7c3c92d98d8244205802e08686dd1448905bcdcf437272ea6b84fbd259fc66d114684208d8634730600d6d374c43b2f4312a469ef68681d8acec4453a517bc4e260234874a97e3dd84f128b730d81d71ee4d9b9cee9d1a4e85f1b793974ae3368ed892341211114ffc332456da03218ad63446dc3b86e9ec2499fe71245744e9b0c159686ed651d2aacda802b1894c4a81ec2e842ee3c64693cc7721d2858585068dad33e10cfcae83c', '\x64df57ba3bfcb338d62a25b2b7f34adf2f149064f190a2adc37adf51bed90f65'),
	('UDCRTBA1ZQ5B7VH8EM', 5, '2026-11-22 04:21:26.543749+00', '\x01becf27181b6973514fd7eef069cab8cc7559902f91c78b500959dc4cbd53bee572586738fa5362363c3f91cdf3720936fd4dce340fc6f7b952a5a22227819ddcf3e494d1fcb2a352d883e720bf5f67543fe81d966689f4d6994290dd8c9b1a4164dae412546abf4309f6abae8d00bdbe50c522e4bf4c7d3644b856ae96f1c61da78ca0467ba162cf7e837713f01789af4361e36a7a42965af355a5631264e82ebcc1570eb4abb1f9b260679acfa95270e233d8a3fbab76c70eef747877ef526b32d8601af109cc027fe29113dcde', '\xc446a6d24509b4d10eecf595d2351f13e84014b28f704d23acad357a47ccc4ae'),
	('UDCRTBA1ZQ5B7VH8EM', 6, '2026-11-22 04:21:26.547444+00', '\x013c87bb9c0647fbe36080198165058d73d6dbccc241c81d259eef22b5f9420fe585beb97ec34be28d73e679d6c1025c5563576e6b2f996cf1d2b848f6bbdf17d9eaf059279bfe5de6be8d5b752223d8a9864db4d194d77dc77c7039daef78213cd140e6e0f8f983ecb88f69a71294c36b9d63e6970ffc3ec4393f20bf9cdd377a4a06bf69b4d797783f08b731d84bbb34ed36535623f792891691e85b5b6a2ec84fb1e38545e318da29df6176179ced0ffea176376fe1ce6ee86d3eb61025cecc89fcc38fe279acc7ea8654', '\x35d4fefa92dd1bb109c7db5153db4ecb0f2246283df5bf2a2243030f9184f6a1');


--
-- Data for Name: migration; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.migration VALUES
	(1, '0001_base', '\x24a822c9ce55d31091284851edaa7215ca2c15437f6307981fed785dc0fab465', '2026-11-22 04:21:25.990244+00');


--
-- Data for Name: ordonnance; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.ordonnance VALUES
	('UDPSYHKMRHM8AGAHMW', '2026-11-22 04:21:26.299964+00', '2026-11-22', '2031-11-22', 2, 1, 5, 1, 'partly-executed', 'k-764fc889', '\x184599bb722e2d2cd585efdea0e1ffc3182e55e5eaf197e1a7cdcdd1161ce3285d8c08d25dd40f664b474fed18951666a8f8c73011878c24ebf6fa3a', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\x1a6f2e157f625e73fa20b7fba918e4cb784cd5e9d938b14de6f282b3454c2942', '\x020eefd750117e93da2b990ac4fcb11215ab0cc1478ad03247290ce7ab168977bb101313aa17960425d4e4290d62235bfe294f7844f9cae63f857fc64650343c1239abd3b2499c10a227dd52c01ad7b3e5371fa6b18a0006fa039d7de50ec1fee10ea726e3508f5c23076ab72be2b1c6b7ba24bdae8611bde8084c58f0cb9b568104c8b1f24424120f2552afbf766307b0ea411179c605a970ce69e409ea92f10d8c7ee90ff4ce0cd79a10c55a230fe7f1fd0f08cca8f484e7cf208b68297eb648ca3955a65a94fd537be0d09647c839348fceb94b51ca6f854c8873c7ee2136ba9930209dad2eeae10bea9cda0a2301b84b8434313471052b4ece8d71a03bfe1c4a6682460737be4d0e1a8af75e3f3cd573f1ded346fdf64fd9e04316cb504a296a2133c72ec111e21ded7324a1c132844576b5e19ffe816e6467e4d392276291397e9cdddc7e215f4802c68975a378f6eb49025883cfa48ae0f5de1c3b3b3ac3b187f34adc8ee90179783ef403fe47147c2dae1416fe11913eabe1789ca172c5dadf99eef8309bb6d7d07904adc839e8cd8b8a29ea'),
	('UDWTZ7H46447P1BTSE', '2026-11-22 04:21:26.389731+00', '2026-11-22', '2031-11-22', 2, 1, 5, 1, 'issued', 'k-764fc889', '\xf3ca85a7c7f76c1867177f42259a63c2d24675db4bf6e3db686fe54a96e48294997a1fca76e043b6f32ceeb2f24264c365e0fb64556e4d11e2024344', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\xc7ae34111263db858971d2bc06a596085e7a0dc3926eb5b0aa4755b66d00135a', '\x01cda9f5e33af79fb4e1f680a70cdaf158bd7e491af7217ae86e99ef326a4e703b075e7c222f015067ee6b005dc1b3307b71b158fe45722e54cec1940440f63aad51f5f87e413463da9b9051f4cc5cc4228031670d61d5c7d9fd3a1712fe5f60887bffc34710a76ef930b5ba24ae445fa5cf19a95a1fd6040e72f3b514788df68629e3231f4ba5db41df93202452b557e198cf7c985de5f42514b51e75eb7a02bb6206dc5b87071c5ba0243603d545d6947313973b251d4c84eed1710e9e1761381833b7c3be766d9fa9859d3841bba460124168fca5d63c52d28ed1451e21da98'),
	('UDCRTBA1ZQ5B7VH8EM', '2026-11-22 04:21:26.418723+00', '2026-11-22', '2031-11-22', 3, 1, 6, 1, 'issued', 'k-764fc889', '\xae2a0a58b013e3ce620f2d359e26082fa10fdef9b95e114f2d2834269b61d391b4e632fe584f8170e0b1d9115776f0af477e062ec087044745734809', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\x35d4fefa92dd1bb109c7db5153db4ecb0f2246283df5bf2a2243030f9184f6a1', '\x029966e400937402ac6804b03e70e5388c3398bc0c4fd200b3c36dea4538823f8356f0ed6823ff654a7821c5c6a00d9cb67cf4ad9dd71a30245fe5dce0b8c2708d75ea166093973d78b10154ef4ea18e368cc9f7019e03ec3d5045a5a18aeef6681ee099033f161a875b2c7a5ae12095bf03392680055e87986a1dccfc481f8815d6defc58c3bec4521f242ef3f4ee10d486ac12e9acfb8af0145ecdbacf499d10f14187a295e1c53d8aff7b87937a3a04bed3bf41c1cc88d295c1df75e290f9f6b99c6a0451727e7b6fd0a7f5fc7e1d706c8d2dde6c58fc392870e2699cdbfdf516ffdf24098e66f386c85ed3a98d00aa376fdf7437e227cbb1798d5051f49520fa1630b54226af630e02461d4ee014ca2ad4fe94f3c39eb9b3e11ab99c7c4bcb61d01e927e08cf7ed0ebb7e6e0a01800b238adb58bc6e402241db729a0dd380d1b5a0391853ee7c037ea2bb4788b4b53ea42b447e6a3fbad674cf43f4625a7b10715c6f2863d2dfd58bc4b974c6d0dc224a372a284ec4687fa411aaea8b0c62f69de7ce1b45239d1db78fd9ed25399b7ddfe20d0ff56eb3e61b1f480f6218d42b19421067c8e1f37'),
	('UD5G6DN3ACDX4J4Q6A', '2026-11-22 04:21:26.251165+00', '2026-11-22', '2031-11-22', 1, 1, 4, 1, 'issued', 'k-764fc889', '\xc82e34f236d48086173b85cb6d7335603e7187819b2a6a42e2062d2272545a1c103dc7f6fed56b2c08d31ecf0906da5b5bcb6c0ebef6041f96f22d51', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\xa9781eeefe7bb9b9baca4325b231da9d73cfa69e9047797cf917077b5e2c1946', '\x0146eaf0dda266da9cd6d1235aebaff092cd65f4f454e6b539fe5e264e01e24588af0b98e419ccdaf3ab3a8146de2b8e067e919e6c7301461aa37fe93994e84fee3f7c5a2df7d8e2d2cfff2437cc98440e233f25457b7409b2562dad13efba18758da0c0699cf9ff991099f61efcecbce2c42f065efbd9f06b813f99c7b00f3543c7c6d14fe7cfb109742efe09b96bd37b60d63faa72163c6a03bec56980'),
	('UD2TZJRE817TZ01F4R', '2026-11-22 04:21:26.355404+00', '2026-11-22', '2031-11-22', 2, 2, 5, 1, 'cancelled', 'k-764fc889', '\xce5cd18183b33beb8c95dbdb324bd66e50fecb1032ed51ac93fc924d6281fa787a0481532802d9def2c22a405683f07ddadea1cbb4d9e3651b38475b', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\xc9b4a81031d793fdf9744bab0c46b9b28c906e9a86649fca7c47d3ee0e5c78bc', '\x0218122de4ee4411965e097cd5505ff3958912ab95ae651aa63452bb416d123d0fd82d010be28daa1c2bd7131e5f7f48dae4dd8facc1d1e983b0d8dec44ea6b623a14690cf83061d3bc45a0640179329ec48977f06b81867c08d72473fcdf1d88107c9f1f5a3e640943f378bb4b91ff859f17b1f47591bc62900f42abc19e05fd3812ed6216fd48fb2319c91c8db3fc0dc1ff840013881f0d742f979ae864aaac648fdb428fe6e285a682cfa8e472f2e1174c1287dab'),
	('UDB0S97BATFN4F6XYX', '2026-11-22 04:21:26.275588+00', '2026-11-22', '2031-11-22', 2, 1, 5, 1, 'executed', 'k-764fc889', '\xbb3419125739cc72e4ff8a999d3a8b5b9ee2257cc44b11938bf62381f19c4964d113d7fcbf68ddd3676df79327714a106ce6f73d55aab213cfb91474', '\x521ad2a8da68e8c0cbbc8767e5ed073f', '\x0245a7e8e073e46e8f465406eea30d94', '\x16a77dd1c1517b06c5eb101091051c19440febc5b8de4b7fb845a391bd41e7f0', '\x02e09cefed33e57ca490640f1b807b19e9a9ea57fa9aae975dcc0288916b5b95ebbd6a21d7ca078b0a26e9a52c457183641551f1d65b002aaff5f82f087c7a5c022a822c54ac8f96457b85ab3ef3c6d7eda42590bea0b34122c2c357f0f91c03f9780cf5f18cbe5e98bd768627351cb1ef2f158497a8ea8f382fa70476049e4ff300c277134d34549836d0a84f3dfe1a4f6b6fce2b3a36487efbcb16cf9e9b2809597d1f3dbd3566e6e5a1fd01565a62e311f0a62c97c1564ec6737414459b833afff0b828ebdc07b650cf1456f774a0e3e9ea6971570a699c90a4b93e23c605cc47ad948880028a03f5da823cef0fdf71faf940ae391306d23c78210ef01fb27d63c3244d4a727514ac71c037fc8c19a9df9c3d101ad1a9e0f58f8c42047169fff0cb7e480c911ac50711b6c3a24505c97c7b7ad3d4facbcb263f979f43f23c6569afe4640de0e17d1b49fc3358526484e07c69cab48e18e2dc3e12e8e859e1b0fcabf29d2435d1627ed72bb2c414091c2baa9002f0476e1b4e63ed35a768b14b35389745a3446760');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: base; Owner: -
--

INSERT INTO base.outbox VALUES
	('UD5G6DN3ACDX4J4Q6A', 100, '2026-11-22 04:21:26.266784+00', '2026-11-22 04:22:26.297294+00', '2026-11-22 04:21:26.309483+00', 1, 'record.deposit', NULL, NULL),
	('UDB0S97BATFN4F6XYX', 100, '2026-11-22 04:21:26.276382+00', '2026-11-22 04:22:26.297359+00', '2026-11-22 04:21:26.331301+00', 1, 'record.deposit', NULL, NULL),
	('UDPSYHKMRHM8AGAHMW', 100, '2026-11-22 04:21:26.321848+00', '2026-11-22 04:22:26.33835+00', '2026-11-22 04:21:26.34926+00', 1, 'record.deposit', NULL, NULL),
	('UDB0S97BATFN4F6XYX', 200, '2026-11-22 04:21:26.28861+00', '2026-11-22 04:22:26.338265+00', '2026-11-22 04:21:26.375702+00', 1, 'record.execution', NULL, NULL),
	('UD2TZJRE817TZ01F4R', 100, '2026-11-22 04:21:26.356118+00', '2026-11-22 04:22:26.386643+00', '2026-11-22 04:21:26.403469+00', 1, 'record.deposit', NULL, NULL),
	('UDPSYHKMRHM8AGAHMW', 200, '2026-11-22 04:21:26.335467+00', '2026-11-22 04:22:26.386561+00', '2026-11-22 04:21:26.427201+00', 1, 'record.execution', NULL, NULL),
	('UDCRTBA1ZQ5B7VH8EM', 100, '2026-11-22 04:21:26.425164+00', '2026-11-22 04:22:26.432716+00', '2026-11-22 04:21:26.442077+00', 1, 'record.deposit', NULL, NULL),
	('UD2TZJRE817TZ01F4R', 200, '2026-11-22 04:21:26.374444+00', '2026-11-22 04:22:26.43265+00', '2026-11-22 04:21:26.44219+00', 1, 'record.withdraw', NULL, NULL),
	('UDWTZ7H46447P1BTSE', 100, '2026-11-22 04:21:26.391301+00', '2026-11-22 04:22:26.432703+00', '2026-11-22 04:21:26.451171+00', 1, 'record.deposit', NULL, NULL),
	('UDCRTBA1ZQ5B7VH8EM', 200, '2026-11-22 04:21:26.441778+00', '2026-11-22 04:22:26.456533+00', '2026-11-22 04:21:26.460101+00', 1, 'record.execution', NULL, NULL),
	('UDCRTBA1ZQ5B7VH8EM', 300, '2026-11-22 04:21:26.448517+00', '2026-11-22 04:22:26.463087+00', '2026-11-22 04:21:26.469762+00', 1, 'record.withdraw', NULL, NULL);


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: base; Owner: -
--



--
-- Data for Name: revoked_reservation; Type: TABLE DATA; Schema: base; Owner: -
--



--
-- Name: answer answer_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (number, scope_hash);


--
-- Name: base_key base_key_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.base_key
    ADD CONSTRAINT base_key_pkey PRIMARY KEY (version);


--
-- Name: client_operation client_operation_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.client_operation
    ADD CONSTRAINT client_operation_pkey PRIMARY KEY (day, client_hash, operation, outcome);


--
-- Name: client client_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (client_hash);


--
-- Name: coverage coverage_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.coverage
    ADD CONSTRAINT coverage_pkey PRIMARY KEY (patient_hash, id);


--
-- Name: creation creation_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.creation
    ADD CONSTRAINT creation_pkey PRIMARY KEY (only_one);


--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (number);


--
-- Name: function_file function_file_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.function_file
    ADD CONSTRAINT function_file_pkey PRIMARY KEY (name);


--
-- Name: journal journal_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (number, sequence);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (version);


--
-- Name: ordonnance ordonnance_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.ordonnance
    ADD CONSTRAINT ordonnance_pkey PRIMARY KEY (number);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (number, sequence);


--
-- Name: reservation reservation_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.reservation
    ADD CONSTRAINT reservation_pkey PRIMARY KEY (caller_hash, key_hash);


--
-- Name: revoked_reservation revoked_reservation_pkey; Type: CONSTRAINT; Schema: base; Owner: -
--

ALTER TABLE ONLY base.revoked_reservation
    ADD CONSTRAINT revoked_reservation_pkey PRIMARY KEY (id);


--
-- Name: ordonnance_by_author; Type: INDEX; Schema: base; Owner: -
--

CREATE INDEX ordonnance_by_author ON base.ordonnance USING btree (author_hash, issued_at);


--
-- Name: ordonnance_by_closing; Type: INDEX; Schema: base; Owner: -
--

CREATE INDEX ordonnance_by_closing ON base.ordonnance USING btree (closes_on);


--
-- Name: ordonnance_by_patient; Type: INDEX; Schema: base; Owner: -
--

CREATE INDEX ordonnance_by_patient ON base.ordonnance USING btree (patient_hash, issued_at) WHERE (patient_hash IS NOT NULL);


--
-- Name: outbox_to_do; Type: INDEX; Schema: base; Owner: -
--

CREATE INDEX outbox_to_do ON base.outbox USING btree (available_at) WHERE (done_at IS NULL);


--
-- Name: SCHEMA base; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA base TO ordonnance_app;


--
-- Name: TABLE client; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.client TO ordonnance_app;


--
-- Name: TABLE client_operation; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.client_operation TO ordonnance_app;


--
-- Name: FUNCTION add_counts(p_clients bytea[], p_editors text[], p_products text[], p_versions text[], p_module_versions text[], p_workstations bytea[], p_ams bytea[], p_days date[], p_counted bytea[], p_operations text[], p_outcomes text[], p_counts bigint[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.add_counts(p_clients bytea[], p_editors text[], p_products text[], p_versions text[], p_module_versions text[], p_workstations bytea[], p_ams bytea[], p_days date[], p_counted bytea[], p_operations text[], p_outcomes text[], p_counts bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.add_counts(p_clients bytea[], p_editors text[], p_products text[], p_versions text[], p_module_versions text[], p_workstations bytea[], p_ams bytea[], p_days date[], p_counted bytea[], p_operations text[], p_outcomes text[], p_counts bigint[]) TO ordonnance_app;


--
-- Name: TABLE coverage; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.coverage TO ordonnance_app;


--
-- Name: FUNCTION add_coverage(p_patient_hash bytea, p_ids bytea[], p_acts bytea[], p_last_on date[], p_bodies bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.add_coverage(p_patient_hash bytea, p_ids bytea[], p_acts bytea[], p_last_on date[], p_bodies bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.add_coverage(p_patient_hash bytea, p_ids bytea[], p_acts bytea[], p_last_on date[], p_bodies bytea[]) TO ordonnance_app;


--
-- Name: FUNCTION apply_change(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.apply_change(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.apply_change(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) TO ordonnance_app;


--
-- Name: TABLE ordonnance; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.ordonnance TO ordonnance_app;


--
-- Name: TABLE outbox; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.outbox TO ordonnance_app;


--
-- Name: FUNCTION claim_outbox(p_limit integer, p_lease interval); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.claim_outbox(p_limit integer, p_lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION base.claim_outbox(p_limit integer, p_lease interval) TO ordonnance_app;


--
-- Name: FUNCTION enqueue(p_number text, p_version integer, p_kinds text[], p_payloads bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.enqueue(p_number text, p_version integer, p_kinds text[], p_payloads bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.enqueue(p_number text, p_version integer, p_kinds text[], p_payloads bytea[]) TO ordonnance_app;


--
-- Name: FUNCTION finish_outbox(p_number text, p_sequence integer); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.finish_outbox(p_number text, p_sequence integer) FROM PUBLIC;
GRANT ALL ON FUNCTION base.finish_outbox(p_number text, p_sequence integer) TO ordonnance_app;


--
-- Name: FUNCTION issue_ordonnance(p_number text, p_issued_at timestamp with time zone, p_established_on date, p_closes_on date, p_version integer, p_author_version integer, p_pepper integer, p_state text, p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea, p_progress bytea, p_seal_key text, p_document bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.issue_ordonnance(p_number text, p_issued_at timestamp with time zone, p_established_on date, p_closes_on date, p_version integer, p_author_version integer, p_pepper integer, p_state text, p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea, p_progress bytea, p_seal_key text, p_document bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.issue_ordonnance(p_number text, p_issued_at timestamp with time zone, p_established_on date, p_closes_on date, p_version integer, p_author_version integer, p_pepper integer, p_state text, p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea, p_progress bytea, p_seal_key text, p_document bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[]) TO ordonnance_app;


--
-- Name: FUNCTION journal_hash(p_previous bytea, p_number text, p_sequence integer, p_at timestamp with time zone, p_entry bytea); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.journal_hash(p_previous bytea, p_number text, p_sequence integer, p_at timestamp with time zone, p_entry bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION base.journal_hash(p_previous bytea, p_number text, p_sequence integer, p_at timestamp with time zone, p_entry bytea) TO ordonnance_app;


--
-- Name: FUNCTION postpone_outbox(p_number text, p_sequence integer, p_error text, p_delay interval); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.postpone_outbox(p_number text, p_sequence integer, p_error text, p_delay interval) FROM PUBLIC;
GRANT ALL ON FUNCTION base.postpone_outbox(p_number text, p_sequence integer, p_error text, p_delay interval) TO ordonnance_app;


--
-- Name: TABLE answer; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.answer TO ordonnance_app;


--
-- Name: TABLE document; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.document TO ordonnance_app;


--
-- Name: FUNCTION read_ordonnance(p_number text, p_scopes bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.read_ordonnance(p_number text, p_scopes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.read_ordonnance(p_number text, p_scopes bytea[]) TO ordonnance_app;


--
-- Name: FUNCTION record_access(p_number text, p_at timestamp with time zone, p_entry bytea); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.record_access(p_number text, p_at timestamp with time zone, p_entry bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION base.record_access(p_number text, p_at timestamp with time zone, p_entry bytea) TO ordonnance_app;


--
-- Name: FUNCTION remove_coverage(p_patient_hashes bytea[], p_act_hash bytea); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.remove_coverage(p_patient_hashes bytea[], p_act_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION base.remove_coverage(p_patient_hashes bytea[], p_act_hash bytea) TO ordonnance_app;


--
-- Name: FUNCTION replace_ordonnance(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[], n_number text, n_issued_at timestamp with time zone, n_established_on date, n_closes_on date, n_version integer, n_author_version integer, n_pepper integer, n_state text, n_kek_id text, n_data_key bytea, n_author_hash bytea, n_patient_hash bytea, n_progress bytea, n_seal_key text, n_document bytea, n_at timestamp with time zone, n_entry bytea, n_scopes bytea[], n_answer bytea, n_kinds text[], n_payloads bytea[]); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.replace_ordonnance(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[], n_number text, n_issued_at timestamp with time zone, n_established_on date, n_closes_on date, n_version integer, n_author_version integer, n_pepper integer, n_state text, n_kek_id text, n_data_key bytea, n_author_hash bytea, n_patient_hash bytea, n_progress bytea, n_seal_key text, n_document bytea, n_at timestamp with time zone, n_entry bytea, n_scopes bytea[], n_answer bytea, n_kinds text[], n_payloads bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION base.replace_ordonnance(p_number text, p_expected integer, p_version integer, p_author_version integer, p_state text, p_progress bytea, p_at timestamp with time zone, p_entry bytea, p_scopes bytea[], p_answer bytea, p_kinds text[], p_payloads bytea[], n_number text, n_issued_at timestamp with time zone, n_established_on date, n_closes_on date, n_version integer, n_author_version integer, n_pepper integer, n_state text, n_kek_id text, n_data_key bytea, n_author_hash bytea, n_patient_hash bytea, n_progress bytea, n_seal_key text, n_document bytea, n_at timestamp with time zone, n_entry bytea, n_scopes bytea[], n_answer bytea, n_kinds text[], n_payloads bytea[]) TO ordonnance_app;


--
-- Name: FUNCTION reserve_numbers(p_callers bytea[], p_keys bytea[], p_at timestamp with time zone, p_body bytea); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.reserve_numbers(p_callers bytea[], p_keys bytea[], p_at timestamp with time zone, p_body bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION base.reserve_numbers(p_callers bytea[], p_keys bytea[], p_at timestamp with time zone, p_body bytea) TO ordonnance_app;


--
-- Name: TABLE revoked_reservation; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.revoked_reservation TO ordonnance_app;


--
-- Name: FUNCTION revoke_reservation(p_id text, p_at timestamp with time zone); Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON FUNCTION base.revoke_reservation(p_id text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION base.revoke_reservation(p_id text, p_at timestamp with time zone) TO ordonnance_app;


--
-- Name: TABLE base_key; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.base_key TO ordonnance_app;


--
-- Name: TABLE creation; Type: ACL; Schema: base; Owner: -
--

REVOKE ALL ON TABLE base.creation FROM ordonnance_owner;
GRANT SELECT,INSERT,REFERENCES,TRIGGER,MAINTAIN ON TABLE base.creation TO ordonnance_owner;
GRANT SELECT ON TABLE base.creation TO ordonnance_app;


--
-- Name: TABLE function_file; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.function_file TO ordonnance_app;


--
-- Name: TABLE journal; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.journal TO ordonnance_app;


--
-- Name: TABLE migration; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.migration TO ordonnance_app;


--
-- Name: TABLE reservation; Type: ACL; Schema: base; Owner: -
--

GRANT SELECT ON TABLE base.reservation TO ordonnance_app;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE ordonnance_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;


--
-- PostgreSQL database dump complete
--
