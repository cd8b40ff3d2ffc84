using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JasperFx.MultiTenancy;
using JasperFx;
using Marten.Schema;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The old slugs of the documents of one table.</summary>
internal sealed class OldSlugTable(SlugTable slugs, DocumentTable old)
{
    public SlugTable Slugs { get; } = slugs;

    public string Name { get; } = old.Name;

    /// <summary>Whether a policy for all types has given old slugs a tenant as well. Their key has it in any case.</summary>
    public bool IsTenanted { get; } = old.IsTenanted;

    public string Alias => Slugs.Table.Mapping.Alias;

    private string DocumentId { get; } = old.Locator(typeof(OldSlug).GetProperty(nameof(OldSlug.DocumentId))!);

    private string DocumentAlias { get; } = old.Locator(typeof(OldSlug).GetProperty(nameof(OldSlug.DocumentAlias))!);

    private string DocumentTenant { get; } = old.Locator(typeof(OldSlug).GetProperty(nameof(OldSlug.DocumentTenant))!);

    private string IdType => Slugs.Table.IdType == typeof(Guid) ? "uuid" : Slugs.Table.IdType == typeof(int) ? "integer" : Slugs.Table.IdType == typeof(long) ? "bigint" : "varchar";

    public static void Configure(DocumentMapping mapping)
    {
        // one table for all types, whose rows go with their documents
        mapping.TenancyStyle = TenancyStyle.Single;
        mapping.DeleteStyle = DeleteStyle.Remove;
        mapping.Indexes.Add(new ComputedIndex(mapping, [mapping.DocumentType.GetProperty(nameof(OldSlug.DocumentId))!]));
    }

    public OldSlug Make(string tenantId, object? scope, string slug, object document, DateTimeOffset now) => new()
    {
        Id = Key(tenantId, scope, slug),
        Slug = slug,
        DocumentAlias = Alias,
        DocumentId = Text(Slugs.Table.IdOf(document)),
        DocumentTenant = Slugs.Table.IsTenanted ? tenantId : null,
        Scope = scope is null ? null : Text(scope),
        ReplacedAt = now,
    };

    public string Key(string tenantId, object? scope, string slug) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Prefix(tenantId, scope) + slug)));

    /// <summary>Adds the parameters p (the beginnings of keys) and x (the documents whose own old slugs they may get back).</summary>
    public void AddParameters(NpgsqlParameterCollection parameters, string suffix, string tenantId, IReadOnlyList<SlugBase> bases, IEnumerable<(int Base, object Id)> waiting)
    {
        parameters.AddWithValue("p" + suffix, bases.Select(b => Prefix(tenantId, b.Scope)).ToArray());
        parameters.AddWithValue("x" + suffix, waiting.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Base}:{Text(w.Id)}")).ToArray());
    }

    /// <summary>Whether the slug is an old one of another document that is there.</summary>
    public string Taken(string slug, string index, string suffix) => $"""
        ((select 1 from {Slugs.Table.Name} as d where d.id = (
          select ({DocumentId})::{IdType} from {Name} as h
          where h.id = encode(sha256(convert_to((:p{suffix}::text[])[{index}] || ({slug}), 'UTF8')), 'hex'){Tenant(":t" + suffix)}
            and not ({index} || ':' || ({DocumentId}) = any(:x{suffix}::text[])) limit 1){Slugs.Tenanted("t" + suffix)}{Slugs.Undeleted} limit 1) is not null)
        """;

    /// <summary>A condition on documents <c>d</c>: that which had the slug whose key is the parameter.</summary>
    public string Had => $"d.id = (select ({DocumentId})::{IdType} from {Name} as h where h.id = ?{(IsTenanted ? " and h.tenant_id = d.tenant_id" : "")} limit 1)";

    /// <summary>A condition on old slugs: those of a document, whose id is the parameter that follows.</summary>
    public string Belonging => $"{DocumentAlias} = '{Alias.Replace("'", "''", StringComparison.Ordinal)}' and {DocumentId} = ";

    /// <summary>A condition on old slugs: those of a tenant, which is the parameter that follows.</summary>
    public string OfTenant => $"{DocumentTenant} = ";

    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private string Tenant(string parameter) => IsTenanted ? $" and h.tenant_id = {parameter}" : "";

    // lengths keep the parts apart
    private string Prefix(string tenantId, object? scope)
    {
        var tenant = Slugs.Table.IsTenanted ? tenantId : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Alias}/{tenant.Length}/{tenant}/{(scope is null ? "-" : $"{Text(scope).Length}/{Text(scope)}")}/");
    }
}
