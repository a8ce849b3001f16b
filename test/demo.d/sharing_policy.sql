-- The policy of the files, as most people would write it.

ALTER TABLE files ENABLE ROW LEVEL SECURITY;
\set ECHO queries
CREATE POLICY files_of_members ON files FOR SELECT USING (EXISTS (
    SELECT FROM org_members m
    WHERE m.user_id = current_user_id() AND m.org_id = files.org_id));
\set ECHO none
