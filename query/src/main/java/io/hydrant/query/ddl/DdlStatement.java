package io.hydrant.query.ddl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A statement about databases, tables and partitions. Names are in lower case, types are texts of
/// Hive types in their canonical form.
public sealed interface DdlStatement {
    /// Such as `CREATE_TABLE`: what an execution shows of it.
    String substatement();

    /// Whether it only tells.
    default boolean tells() {
        return false;
    }

    /// A table by its name.
    ///
    /// @param database empty for the one that the statement runs in
    record Target(Optional<String> database, String table) {
        /// With the database only where the statement has it.
        String written() {
            return database.map(name -> name + ".").orElse("") + table;
        }
    }

    /// A column or partition key.
    record ColumnText(String name, String type, Optional<String> comment) {}

    /// Values of some or all partition keys, in the order of the text.
    record PartitionSpec(Map<String, String> values) {}

    /// A partition and where it is to lie.
    record PlacedPartition(PartitionSpec spec, Optional<String> location) {}

    /// How the rows of a table's files are read.
    ///
    /// @param serde class; empty when the statement names a format only
    record RowFormat(Optional<String> serde, Map<String, String> properties) {
        static final RowFormat UNNAMED = new RowFormat(Optional.empty(), Map.of());
    }

    /// The classes that read and write a table's files.
    ///
    /// @param serde used when the statement names none
    record FileClasses(String input, String output, String serde) {}

    record CreateDatabase(
            String name,
            boolean ifNotExists,
            Optional<String> comment,
            Optional<String> location,
            Map<String, String> properties)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "CREATE_DATABASE";
        }
    }

    record DropDatabase(String name, boolean ifExists, boolean cascade) implements DdlStatement {
        @Override
        public String substatement() {
            return "DROP_DATABASE";
        }
    }

    record AlterDatabase(String name, Map<String, String> properties) implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_DATABASE";
        }
    }

    /// What a table is made of.
    record TableDefinition(
            List<ColumnText> columns,
            List<ColumnText> partitionKeys,
            Optional<String> comment,
            RowFormat rowFormat,
            FileClasses files,
            Optional<Buckets> buckets,
            Optional<String> location,
            Map<String, String> properties) {}

    record Buckets(List<String> columns, int count) {}

    record CreateTable(Target target, boolean ifNotExists, TableDefinition definition)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "CREATE_TABLE";
        }
    }

    /// @param view whether it was called a view
    record DropTable(Target target, boolean ifExists, boolean view) implements DdlStatement {
        @Override
        public String substatement() {
            return view ? "DROP_VIEW" : "DROP_TABLE";
        }
    }

    record AddPartitions(Target target, boolean ifNotExists, List<PlacedPartition> partitions)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_ADD_PARTITION";
        }
    }

    record DropPartitions(Target target, boolean ifExists, List<PartitionSpec> partitions)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_DROP_PARTITION";
        }
    }

    record RenamePartition(Target target, PartitionSpec from, PartitionSpec to)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_RENAME_PARTITION";
        }
    }

    /// @param partition empty: of the table itself
    record SetLocation(Target target, Optional<PartitionSpec> partition, String location)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_SET_LOCATION";
        }
    }

    record SetProperties(Target target, Map<String, String> properties) implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_SET_TBLPROPERTIES";
        }
    }

    record AddColumns(Target target, List<ColumnText> columns) implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_ADD_COLUMNS";
        }
    }

    record ReplaceColumns(Target target, List<ColumnText> columns) implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_REPLACE_COLUMNS";
        }
    }

    record ChangeColumn(Target target, String column, ColumnText next) implements DdlStatement {
        @Override
        public String substatement() {
            return "ALTER_TABLE_CHANGE_COLUMN";
        }
    }

    /// Adds the partitions whose folders are there.
    record RepairTable(Target target) implements DdlStatement {
        @Override
        public String substatement() {
            return "MSCK_REPAIR";
        }
    }

    /// @param pattern empty for all
    record ShowDatabases(Optional<String> pattern) implements DdlStatement {
        @Override
        public String substatement() {
            return "SHOW_DATABASES";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    /// @param viewsOnly whether tables over files are left out
    record ShowTables(Optional<String> database, Optional<String> pattern, boolean viewsOnly)
            implements DdlStatement {
        @Override
        public String substatement() {
            return viewsOnly ? "SHOW_VIEWS" : "SHOW_TABLES";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    record ShowPartitions(Target target, Optional<PartitionSpec> partition)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "SHOW_PARTITIONS";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    record ShowColumns(Target target) implements DdlStatement {
        @Override
        public String substatement() {
            return "SHOW_COLUMNS";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    record ShowCreateTable(Target target) implements DdlStatement {
        @Override
        public String substatement() {
            return "SHOW_CREATE_TABLE";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    /// @param key empty for all
    record ShowProperties(Target target, Optional<String> key) implements DdlStatement {
        @Override
        public String substatement() {
            return "SHOW_TBLPROPERTIES";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }

    /// How much is told.
    enum Detail {
        COLUMNS,
        EXTENDED,
        FORMATTED
    }

    record DescribeTable(
            Target target,
            Detail detail,
            Optional<PartitionSpec> partition,
            Optional<String> column)
            implements DdlStatement {
        @Override
        public String substatement() {
            return "DESCRIBE_TABLE";
        }

        @Override
        public boolean tells() {
            return true;
        }
    }
}
