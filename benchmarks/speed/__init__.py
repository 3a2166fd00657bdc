"""What prepsite costs in time, memory and bytes, beside other makers of sites, on the same pages."""
