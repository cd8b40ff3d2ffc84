namespace Marten.Engine.Schema;

/// <summary>The functions behind searches for parts of words: every run of one, two and three letters of each word is a lexeme.</summary>
internal static class NgramFunctions
{
    internal static IReadOnlyList<SchemaObject> For(string schema) => [Unaccent(schema), Array(schema), Vector(schema), Query(schema)];

    // The extension is only needed by who asks for it.
    private static FunctionModel Unaccent(string schema) => Function(schema, "mt_safe_unaccent", "use_unaccent boolean, word text", ["boolean", "text"], "text", "plpgsql",
        """

        BEGIN
            IF use_unaccent THEN RETURN unaccent(word); END IF;
            RETURN word;
        END

        """);

    private static FunctionModel Array(string schema) => Grams(schema, "mt_grams_array", "words", "text[]",
        $"""
         SELECT coalesce(array_agg(DISTINCT substr(word, start, size) ORDER BY substr(word, start, size)), ARRAY[]::text[])
         FROM regexp_split_to_table(lower({new ObjectName(schema, "mt_safe_unaccent").Quoted}(use_unaccent, words)), '[^[:alnum:]]+') AS word,
             generate_series(1, 3) AS size,
             generate_series(1, length(word) - size + 1) AS start
         """);

    private static FunctionModel Vector(string schema) => Grams(schema, "mt_grams_vector", "text", "tsvector",
        $"SELECT array_to_tsvector({new ObjectName(schema, "mt_grams_array").Quoted}($1, $2))");

    private static FunctionModel Query(string schema) => Grams(schema, "mt_grams_query", "text", "tsquery",
        $"SELECT coalesce((SELECT string_agg(quote_literal(gram), ' & ')::tsquery FROM unnest({new ObjectName(schema, "mt_grams_array").Quoted}($1, $2)) AS gram), '')");

    private static FunctionModel Grams(string schema, string name, string argument, string returns, string body) => Function(
        schema, name, $"{(argument == "text" ? "text" : argument + " text")}, {(argument == "text" ? "" : "use_unaccent ")}boolean DEFAULT false", ["text", "boolean"], returns, "sql", body);

    private static FunctionModel Function(string schema, string function, string arguments, string[] types, string returns, string language, string body)
    {
        var name = new ObjectName(schema, function);
        return new FunctionModel(
            name, types, $"CREATE OR REPLACE FUNCTION {name.Quoted}({arguments}) RETURNS {returns} LANGUAGE {language} IMMUTABLE STRICT AS {Identifier.DollarQuoted(body)}");
    }
}
