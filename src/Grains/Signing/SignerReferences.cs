namespace Petitions.Grains.Signing;

/// <summary>
/// Creates grain references to signers. <see cref="IGrainFactory"/> resolves the interface by reflection on each call, which is most of the
/// cost; this class resolves it once.
/// </summary>
public class SignerReferences(IGrainFactory grains)
{
    private GrainReference? _template;

    /// <summary>The grain of the person with this signer key.</summary>
    public virtual ISignerGrain Of(Guid signerKey)
    {
        // Not in the constructor: a client knows the cluster's grain types only after it has connected.
        var template = _template ??= (GrainReference)grains.GetGrain<ISignerGrain>(Guid.Empty);
        var id = GrainId.Create(template.GrainId.Type, GrainIdKeyExtensions.CreateGuidKey(signerKey));
        return (ISignerGrain)grains.GetGrain(id, template.InterfaceType);
    }
}
