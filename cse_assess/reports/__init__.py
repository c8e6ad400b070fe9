"""Reports: view models, their HTML and the PDF made from it."""
