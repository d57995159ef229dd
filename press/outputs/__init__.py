"""What is made of a campaign: a folder for each kind of output, and the registry of them all."""
