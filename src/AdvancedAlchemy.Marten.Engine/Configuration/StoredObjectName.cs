using Marten.Engine.Schema;
using Weasel.Core;

namespace Marten.Engine.Configuration;

/// <summary>A name that is quoted where PostgreSQL needs it.</summary>
internal sealed class StoredObjectName(string schema, string name) : DbObjectName(schema, name, $"{Identifier.Quote(schema)}.{Identifier.Quote(name)}");
