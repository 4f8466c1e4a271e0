(* Theorem23i.v : Theorem 2.3 (i): the loss is neither convex nor concave.      *)
(* At an explicit critical point (W_1 = W_{H+1} = 0, W_H..W_2 <> 0) the second  *)
(* variation takes both signs; literally: loss is not a convex function and     *)
(* not a concave function on the space of nets.                                 *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations CriticalPoints Corollary24.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Convex.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).

(* convex combination of nets; convex / concave real functions on nets          *)
Definition mix (t : R) (W W' : net R d) : net R d := fun k => t *: W k + (1 - t) *: W' k.
Definition convex_net (f : net R d -> R) := forall W W' t, 0 <= t -> t <= 1 ->
  f (mix t W W') <= t * f W + (1 - t) * f W'.
Definition concave_net (f : net R d -> R) := forall W W' t, 0 <= t -> t <= 1 ->
  t * f W + (1 - t) * f W' <= f (mix t W W').

Let half : R := 2%:R^-1.
Lemma half01 : 0 <= half /\ half <= 1.
Proof. by rewrite /half invr_ge0 ler0n invf_le1 ?ltr0n // ler1n. Qed.
Lemma half1 : 1 - half = half.
Proof. by rewrite /half; field. Qed.

Lemma mid_loss W V t :
  loss X Y (mix half (along W V t) (along W (fun k => -1 *: V k) t)) = loss X Y W.
Proof.
apply: loss_ext => k _; rewrite /mix half1 /along scaleN1r scalerN -scalerDr addrACA subrr addr0.
by rewrite -mulr2n -scaler_nat scalerA mulVf ?pnatr_eq0 // scale1r.
Qed.

(* the even part of the loss along V *)
Definition evp W V : {poly R} := lossp X Y W V + lossp X Y W (fun k => -1 *: V k).
Lemma q1 W V : (evp W V)`_1 = 0.
Proof. by rewrite coefD -/(var1 X Y W V) -/(var1 X Y W _) var1Z mulN1r subrr. Qed.
Lemma q2 W V : (evp W V)`_2 = var2 X Y W V *+ 2.
Proof. by rewrite coefD -/(var2 X Y W V) -/(var2 X Y W _) var2Z sqrrN expr1n mul1r. Qed.
Lemma qt W V t : (evp W V).[t] = loss X Y (along W V t) + loss X Y (along W (fun k => -1 *: V k) t).
Proof. by rewrite hornerD !lossp_horner. Qed.
Lemma q0 W V : (evp W V).[0] = loss X Y W *+ 2.
Proof. by rewrite hornerD !lossp0. Qed.

Theorem convex_psdH : convex_net (loss X Y) -> forall W, psdH X Y W.
Proof.
move=> hc W V; rewrite leNgt; apply/negP => hv.
have h2 : (evp W V)`_2 < 0 by rewrite q2 pmulrn_llt0.
have [t [_ _]] := @poly_neg _ (evp W V) 1 ltr01 (q1 W V) h2; rewrite q0 qt; apply/negP; rewrite -leNgt.
have [h0 h1] := half01; have := hc (along W V t) (along W (fun k => -1 *: V k) t) half h0 h1.
rewrite mid_loss half1 -mulrDr -(ler_pmul2l (ltr0n R 2)) mulrA mulfV ?pnatr_eq0 // mul1r.
by rewrite mulr_natl.
Qed.

Theorem concave_nsdH : concave_net (loss X Y) -> forall W, nsdH X Y W.
Proof.
move=> hc W V; rewrite leNgt; apply/negP => hv.
have h1' : (- evp W V)`_1 = 0 by rewrite coefN q1 oppr0.
have h2 : (- evp W V)`_2 < 0 by rewrite coefN q2 oppr_lt0 pmulrn_lgt0.
have [t [_ _]] := @poly_neg _ (- evp W V) 1 ltr01 h1' h2; rewrite !hornerN ltr_opp2 q0 qt; apply/negP; rewrite -leNgt.
have [h0 h1] := half01; have := hc (along W V t) (along W (fun k => -1 *: V k) t) half h0 h1.
rewrite mid_loss half1 -mulrDr -(ler_pmul2l (ltr0n R 2)) mulrA mulfV ?pnatr_eq0 // mul1r.
by rewrite mulr_natl.
Qed.

Hypothesis H1 : (1 <= H)%N.
Hypothesis nXY : X *m Y^T != 0.
Hypothesis hp : hidden_pos d H.

(* W_1 = W_{H+1} = 0 and any middle factors: second variation along layers 1, H+1 *)
Lemma both0_crit (W : net R d) : W 0%N = 0 -> W H = 0 -> crit X Y W.
Proof.
move=> W0 WH; apply/crit_iff => -[|l] lH.
  by rewrite /Am Pr_S // WH mul0mx mulmx0.
by rewrite (@Pr_split _ _ _ 0 1 l.+1) // Pr_1 W0 mulmx0 !mul0mx.
Qed.

Lemma both0_var2 (W : net R d) V1 (VH : 'M[R]_(d H.+1, d H)) : W 0%N = 0 -> W H = 0 ->
  var2 X Y W (dir2 V1 VH) = - \tr (VH *m Bm W H *m V1 *m (X *m Y^T)) *+ 2.
Proof.
move=> W0 WH; have hl : (1 <= H <= H)%N by rewrite H1 leqnn.
rewrite (pair_var2 X Y W hl) /Am Pr_id W0 WH !mul1mx !mulmx0 !mul0mx addr0 sub0r.
rewrite {1}/sq mulmx0 mxtrace0 add0r trmxN mulNmx n_tN; congr (- _ *+ 2).
by apply: (tr_cyc (U := Y^T) (V := VH *m Bm W H *m V1 *m X)); rewrite ?mulmxA.
Qed.

(* Theorem 2.3 (i): the Hessian is indefinite at a critical point               *)
(* theorem-2.3.i, appendix-b2. A critical point with an indefinite Hessian. *)
Theorem thm23i : exists W : net R d,
  [/\ W 0%N = 0, W H = 0 & Bm W H != 0] /\
  [/\ crit X Y W, exists V, 0 < var2 X Y W V & exists V, var2 X Y W V < 0].
Proof.
have [D hD] := net_pair_pos nXY hp.
pose W : net R d := fun k => if (k == 0%N) || (k == H) then 0 else D k.
have W0 : W 0%N = 0 by rewrite /W eqxx.
have WH : W H = 0 by rewrite /W eqxx orbT.
have eB : Bm W H = Pr D H 1.
  apply: Pr_ext => // k /andP[k1 kH]; rewrite /W gtn_eqF // ltn_eqF //.
have eD : D H *m Bm W H *m D 0%N = Pr D H.+1 0.
  by rewrite eB Pr_S // (@Pr_split _ _ _ 0 1 H) // Pr_1 mulmxA.
exists W; split; split=> //.
- by apply: contraTneq hD => B0; rewrite -eD B0 mulmx0 !mul0mx mxtrace0 ltxx.
- exact: both0_crit.
- exists (dir2 (- D 0%N) (D H)); rewrite both0_var2 // mulmxN eD mulNmx n_tN opprK.
  by rewrite pmulrn_lgt0.
- exists (dir2 (D 0%N) (D H)); rewrite both0_var2 // eD mulNrn oppr_lt0.
  by rewrite pmulrn_lgt0.
Qed.

(* ... and literally *)
(* theorem-2.3.i. Literally: the loss is not a convex function. *)
Theorem thm23i_not_convex : ~ convex_net (loss X Y).
Proof.
move/convex_psdH => h; have [W [_ [_ _ [V hV]]]] := thm23i.
by have := h W V; rewrite leNgt hV.
Qed.
(* theorem-2.3.i. Literally: the loss is not a concave function. *)
Theorem thm23i_not_concave : ~ concave_net (loss X Y).
Proof.
move/concave_nsdH => h; have [W [_ [_ [V hV] _]]] := thm23i.
by have := h W V; rewrite leNgt hV.
Qed.
End Convex.
