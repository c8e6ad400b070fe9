"""What changes a report: its sections, its round on accuracy, its signature."""
