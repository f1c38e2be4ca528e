"""The scheduler, whose queue is in the store, so that it survives a killed process."""
