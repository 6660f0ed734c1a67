using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Home;

/// <summary>A petition in the list.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">Its text for the reader, or else the first.</param>
/// <param name="Phase">Scheduled, open or closed.</param>
/// <param name="Count">Its count; null when it is not known, or not shown here.</param>
public sealed record ListedPetition(Petition Petition, PetitionText Text, PetitionPhase Phase, ShownCount? Count);
