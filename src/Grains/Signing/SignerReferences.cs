namespace Petitions.Grains.Signing;

/// <summary>
/// References to signers. The grain factory looks the interface up by reflection at every call, which costs more than all else that a
/// reference needs; here it is looked up once.
/// </summary>
public class SignerReferences(IGrainFactory grains)
{
    private GrainReference? _template;

    /// <summary>The grain of the person with this signer key; it need not have been called before.</summary>
    public virtual ISignerGrain Of(Guid signerKey)
    {
        // Not in the constructor: a client knows the grains of the cluster only when it is connected.
        var template = _template ??= (GrainReference)grains.GetGrain<ISignerGrain>(Guid.Empty);
        var id = GrainId.Create(template.GrainId.Type, GrainIdKeyExtensions.CreateGuidKey(signerKey));
        return (ISignerGrain)grains.GetGrain(id, template.InterfaceType);
    }
}
