"""Evidence packs: one ZIP with everything, which needs no account, no network and no program."""
