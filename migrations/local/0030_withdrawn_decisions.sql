-- A decision that was taken back leaves its order cancelled, and its proposal open for another decision: the cancelled
-- order still says what it was made of, but holds its recommendation no more.
ALTER TABLE work_order ADD COLUMN withdrawn_recommendation_id BLOB;
