"""What leaves Lacuna: reports for people, tables and exchange formats for machines."""
