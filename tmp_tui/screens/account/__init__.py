"""Account Settings on the full screen: forms, questions before what cannot be taken back, and what leads to them."""
