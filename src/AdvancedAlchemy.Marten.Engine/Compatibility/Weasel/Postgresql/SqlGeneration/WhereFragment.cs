namespace Weasel.Postgresql.SqlGeneration;

/// <summary>A condition in SQL, with values for its question marks.</summary>
public class WhereFragment(string sql, params object[] parameters) : CustomizableWhereFragment(sql, "?", parameters);
