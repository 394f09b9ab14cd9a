-- The rate of all integrations together, and what retention lets go, are asked by the hour.
CREATE INDEX account_by_hour ON account (hour);
