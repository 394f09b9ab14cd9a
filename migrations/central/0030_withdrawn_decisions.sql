-- The recommendation that a cancelled order was made of before the decision was taken back: it may get another order.
ALTER TABLE plant.work_order ADD COLUMN withdrawn_recommendation_id uuid;
-- Rights are column by column (optria.protect): a column that comes later gets its own.
GRANT SELECT (withdrawn_recommendation_id) ON plant.work_order TO optria_client;
GRANT UPDATE (withdrawn_recommendation_id) ON plant.work_order TO optria_writer;
