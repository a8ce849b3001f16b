"""The planner's side: plans, and what is read from them."""
