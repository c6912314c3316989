"""What an office decided once for all its reports on a template. Imports no other table but the stamp of changes."""
