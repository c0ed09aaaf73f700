/// Expressions that choose partitions by their values: a part of what may stand after SQL's WHERE.
///
/// ```
/// or         = and { OR and }
/// and        = not { AND not }
/// not        = NOT not | ( or ) | test
/// test       = operand = | <> | != | < | > | <= | >= operand
///            | key [NOT] IN ( literal {, literal} )
///            | key [NOT] BETWEEN literal AND literal
///            | key [NOT] LIKE literal
///            | key IS [NOT] NULL
/// literal    = 'text' | number | DATE 'text' | TIMESTAMP 'text'
/// ```
///
/// Of two operands one is a key and the other a literal. Values are compared as the key's type
/// says. What cannot be compared is neither true nor false, as in SQL.
///
/// Source: Glue API Reference, GetPartitions.
package io.hydrant.catalog.expression;
