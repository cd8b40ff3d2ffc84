using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Engine.Configuration;
using Marten.Schema;

namespace Marten;

public partial class StoreOptions
{
    /// <summary>Rules for all document types of a store.</summary>
    public class PoliciesExpression(StoreOptions parent)
    {
        private readonly StoreOptions _parent = parent;

        public PoliciesExpression OnDocuments<T>() where T : IDocumentPolicy, new() => OnDocuments(new T());

        public PoliciesExpression OnDocuments(IDocumentPolicy policy)
        {
            ArgumentNullException.ThrowIfNull(policy);
            _parent.DocumentPolicies.Add(policy);
            return this;
        }

        public PoliciesExpression ForAllDocuments(Action<DocumentMapping> configure)
        {
            ArgumentNullException.ThrowIfNull(configure);
            return OnDocuments(new LambdaDocumentPolicy(configure));
        }

        public PoliciesExpression AllDocumentsAreMultiTenanted() => ForAllDocuments(m =>
        {
            if (!m.TenancyIsDecided) m.TenancyStyle = TenancyStyle.Conjoined;
        });

        public PoliciesExpression AllDocumentsSoftDeleted() => ForAllDocuments(m => m.DeleteStyle = DeleteStyle.SoftDelete);

        public PoliciesExpression AllDocumentsEnforceOptimisticConcurrency() => ForAllDocuments(m =>
        {
            if (!m.UseNumericRevisions) m.UseOptimisticConcurrency = true;
        });

        public PoliciesExpression DisableInformationalFields() => ForAllDocuments(m => m.DisableInformationalFields());
    }
}
