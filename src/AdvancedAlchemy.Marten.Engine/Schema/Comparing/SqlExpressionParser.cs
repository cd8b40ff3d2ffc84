using System.Text.RegularExpressions;

namespace Marten.Engine.Schema;

/// <summary>
/// Reads an SQL expression and spells it in one canonical way: parentheses by precedence only, one form of cast, one form of IN, without the
/// casts to text that PostgreSQL adds to literals and text columns. Two texts with one canonical form mean the same. What it cannot read is a
/// <see cref="FormatException"/>; the caller then asks the server.
/// </summary>
internal sealed partial class SqlExpressionParser(List<SqlToken> tokens, IReadOnlySet<string> textColumns)
{
    private const int Or = 1, And = 2, Not = 3, Is = 4, Comparison = 5, Membership = 6, Other = 7, Sum = 8, Product = 9, Power = 10;
    private const int Collation = 11, Sign = 12, Cast = 14;
    private int _at;

    public SqlToken Peek => tokens[_at];

    public SqlToken Take() => tokens[_at].Kind == SqlTokenKind.End ? throw new FormatException("unexpected end") : tokens[_at++];

    public bool TryTake(string word)
    {
        if (!Peek.Is(word)) return false;
        _at++;
        return true;
    }

    public bool TryTakeMark(string mark)
    {
        if (!Peek.IsMark(mark)) return false;
        _at++;
        return true;
    }

    public void ExpectMark(string mark)
    {
        if (!TryTakeMark(mark)) throw new FormatException($"'{mark}' expected at '{Peek.Value}'");
    }

    public SqlNode Expression(int floor = 0)
    {
        var left = Prefix();
        while (true)
        {
            var token = Peek;
            var (power, negated) = Binding(token);
            if (power <= floor) return left;
            _at += negated ? 2 : 1;
            var word = negated ? tokens[_at - 1].Value : token.Value;
            left = power switch
            {
                Cast => CastTo(left, Type()),
                Collation => new($"({left.Text} collate {Path()})"),
                Is => new($"({left.Text} is {(TryTake("not") ? "not " : "")}{IsWhat()})"),
                Membership when word == "in" => In(left, negated),
                Membership => new($"({left.Text} {(negated ? "!" : "")}{(word == "like" ? "~~" : "~~*")} {Expression(Membership).Text})"),
                And => Flat(SqlNodeKind.And, "and", left, Expression(And)),
                Or => Flat(SqlNodeKind.Or, "or", left, Expression(Or)),
                _ => new($"({left.Text} {(word == "!=" ? "<>" : word)} {Expression(power).Text})"),
            };
        }
    }

    private (int Power, bool Negated) Binding(SqlToken token) => token switch
    {
        { Kind: SqlTokenKind.Mark, Value: "::" } => (Cast, false),
        { Kind: SqlTokenKind.Operator } => (token.Value switch
        {
            "^" => Power,
            "*" or "/" or "%" => Product,
            "+" or "-" => Sum,
            "=" or "<" or ">" or "<=" or ">=" or "<>" or "!=" => Comparison,
            _ => Other,
        }, false),
        { Kind: SqlTokenKind.Word } => token.Value switch
        {
            "and" => (And, false),
            "or" => (Or, false),
            "is" => (Is, false),
            "in" or "like" or "ilike" => (Membership, false),
            "collate" => (Collation, false),
            "not" when tokens[_at + 1].Value is "in" or "like" or "ilike" => (Membership, true),
            _ => (0, false),
        },
        _ => (0, false),
    };

    private SqlNode Prefix()
    {
        var token = Take();
        switch (token.Kind)
        {
            case SqlTokenKind.Text:
                return new(Identifier.Literal(token.Value), SqlNodeKind.Text, Value: token.Value);
            case SqlTokenKind.Number:
                return new(token.Value);
            case SqlTokenKind.Operator when token.Value == "-":
                var operand = Expression(Sign).Text;
                return new(Numeric().IsMatch(operand) ? $"-{operand}" : $"(-{operand})");
            case SqlTokenKind.Mark when token.Value == "(":
                var inner = Expression();
                ExpectMark(")");
                return inner;
            case SqlTokenKind.Word when token.Value == "not":
                return new($"(not {Expression(Not).Text})");
            case SqlTokenKind.Word when token.Value == "cast" && TryTakeMark("("):
                var value = Expression();
                if (!TryTake("as")) throw new FormatException("AS expected");
                var type = Type();
                ExpectMark(")");
                return CastTo(value, type);
            case SqlTokenKind.Word when token.Value == "array" && TryTakeMark("["):
                return Array(ListUntil("]"));
            case SqlTokenKind.Word when token.Value is "case" or "interval" or "row" or "select" or "extract":
                throw new FormatException(token.Value);
            case SqlTokenKind.Word or SqlTokenKind.QuotedName:
                _at--;
                return Reference();
            default:
                throw new FormatException($"unexpected '{token.Value}'");
        }
    }

    private SqlNode Reference()
    {
        var first = Peek;
        var path = Path();
        if (TryTakeMark("("))
        {
            return new($"{FunctionPrefix().Replace(path, "")}({string.Join(", ", ListUntil(")").Select(x => x.Text))})");
        }

        return new(path, SqlNodeKind.Column, Value: first.Value);
    }

    private List<SqlNode> ListUntil(string close)
    {
        var items = new List<SqlNode>();
        if (TryTakeMark(close)) return items;
        do items.Add(Expression());
        while (TryTakeMark(","));
        ExpectMark(close);
        return items;
    }

    /// <summary>A name with dots, each part quoted where needed.</summary>
    public string Path()
    {
        var path = Name();
        while (TryTakeMark(".")) path = $"{path}.{Name()}";
        return path;
    }

    public string Name()
    {
        var token = Take();
        if (!token.IsName) throw new FormatException($"a name expected at '{token.Value}'");

        // an unquoted key word stays bare, so that current_timestamp and "current_timestamp" differ
        return token.Kind == SqlTokenKind.Word ? token.Value : Identifier.Quote(token.Value);
    }

    private string Type()
    {
        var text = Path();
        var follows = text switch
        {
            "character" or "bit" => "varying",
            "double" => "precision",
            _ => "",
        };
        if (follows.Length > 0 && TryTake(follows)) text = $"{text} {follows}";
        if (TryTakeMark("(")) text += $"({string.Join(",", ListUntil(")").Select(x => x.Text))})";
        if (text.StartsWith("time", StringComparison.Ordinal) && Peek.Value is "with" or "without" && tokens[_at + 1].Is("time"))
        {
            text = $"{text} {Take().Value} {Take().Value} {Take().Value}";
        }

        while (TryTakeMark("["))
        {
            ExpectMark("]");
            text += "[]";
        }

        return TypeName.Normalize(text);
    }

    private SqlNode CastTo(SqlNode node, string type) => (node.Kind, type) switch
    {
        (SqlNodeKind.Text, "text" or "character varying" or "regconfig" or "jsonb") => node,
        (SqlNodeKind.Text, "integer" or "bigint" or "numeric") when Numeric().IsMatch(node.Value!) => new(node.Value!),
        (SqlNodeKind.Column, "text") when textColumns.Contains(node.Value!) => node,
        (SqlNodeKind.Array, "text[]" or "character varying[]") => node,
        _ => new($"cast({node.Text} as {type})"),
    };

    private string IsWhat() => TryTake("distinct")
        ? throw new FormatException("IS DISTINCT FROM")
        : Take() is { Kind: SqlTokenKind.Word, Value: "null" or "true" or "false" or "unknown" } token ? token.Value : throw new FormatException("IS");

    // PostgreSQL turns a list into an array, and a list of one into a comparison
    private SqlNode In(SqlNode left, bool negated)
    {
        ExpectMark("(");
        var items = ListUntil(")");
        return (items.Count, negated) switch
        {
            (1, false) => new($"({left.Text} = {items[0].Text})"),
            (1, true) => new($"({left.Text} <> {items[0].Text})"),
            (_, false) => new($"({left.Text} = any({Array(items).Text}))"),
            _ => new($"({left.Text} <> all({Array(items).Text}))"),
        };
    }

    private static SqlNode Array(List<SqlNode> items) => new($"array[{string.Join(", ", items.Select(x => x.Text))}]", SqlNodeKind.Array);

    private static SqlNode Flat(SqlNodeKind kind, string word, SqlNode left, SqlNode right)
    {
        List<SqlNode> items = [.. left.Kind == kind ? left.Items! : [left], .. right.Kind == kind ? right.Items! : [right]];
        return new($"({string.Join($" {word} ", items.Select(x => x.Text))})", kind, items);
    }

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Numeric();

    // whose mt_ function it is does not matter: they are the same in every schema
    [GeneratedRegex(@"^(pg_catalog|.*(?=\.mt_))\.")]
    private static partial Regex FunctionPrefix();
}
