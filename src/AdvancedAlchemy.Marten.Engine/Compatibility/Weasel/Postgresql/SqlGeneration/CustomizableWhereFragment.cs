namespace Weasel.Postgresql.SqlGeneration;

/// <summary>A condition in SQL, with values for its placeholders.</summary>
public class CustomizableWhereFragment(string sql, string paramReplacementToken, params object[] parameters) : ISqlFragment
{
    public void Apply(ICommandBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var added = builder.AppendWithParameters(sql, paramReplacementToken.Single());
        if (added.Length != parameters.Length)
        {
            throw new ArgumentException($"'{sql}' has {added.Length} placeholders '{paramReplacementToken}', but there are {parameters.Length} values");
        }

        for (var i = 0; i < added.Length; i++) added[i].Value = parameters[i] ?? DBNull.Value;
    }
}
