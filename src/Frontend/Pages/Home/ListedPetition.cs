using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Home;

/// <summary>A petition in the list.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">Its text in the language of the page, or the first there is.</param>
/// <param name="Phase">Where it is in its life.</param>
public sealed record ListedPetition(Petition Petition, PetitionText Text, PetitionPhase Phase);
