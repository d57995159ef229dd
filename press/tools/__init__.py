"""What else can be done with a campaign: proofs, sites for USB sticks, counting visits."""
