-- The recommendation that a cancelled order was made of before the decision was taken back: it may get another order.
ALTER TABLE plant.work_order ADD COLUMN withdrawn_recommendation_id uuid;
