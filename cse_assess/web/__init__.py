"""What every page shares: templating, forms, security headers, error pages, transactions."""
