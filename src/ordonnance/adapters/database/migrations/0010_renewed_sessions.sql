-- A session whose person a provider vouches for is vouched for again now and then: by one request
-- at a time, since a refresh token may serve once.
ALTER TABLE base.web_session ADD COLUMN renewing_at timestamptz;
