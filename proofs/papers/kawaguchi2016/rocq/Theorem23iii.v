(* Theorem23iii.v : Theorem 2.3 (iii).  No critical point is a local maximum: the  *)
(* loss takes strictly larger values in every neighbourhood of a critical       *)
(* point.  Uses only X != 0 and positive hidden widths (not XX^T invertible,    *)
(* not XY^T != 0).  With Theorem 2.3 (ii) as hypothesis: every critical point   *)
(* that is not a global minimum is a saddle point.                              *)
(* Proof: P = W_{H+1}..W_1.  If P X != 0, rescale W_1.  If P X = 0, take a net  *)
(* V with tr(Pr V X Z) != 0, perturb the first j layers by t(V-W); take the     *)
(* first j for which tr(Pr .. X Z) is a nonzero polynomial in t: then flipping  *)
(* the sign of the perturbation of layer j-1 flips the sign of that trace.      *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations Corollary24.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Thm23iii.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W V D : net R d.

(* ---- case P X != 0 : scale W_1 ----------------------------------------------*)
Lemma scale1_loss W t : crit X Y W ->
  loss X Y (along W (dir1 (W 0%N)) t) = loss X Y W + t ^+ 2 * sq (Pr W H.+1 0 *m X).
Proof.
move=> hc; set D := dir1 (W 0%N).
have eP : Pr (along W D t) H.+1 0 = (1 + t) *: Pr W H.+1 0.
  rewrite !(@Pr_split _ _ _ 0 1 H.+1) // !Pr_1.
  rewrite (@Pr_ext _ _ (along W D t) W 1 H.+1) // => [|k /andP[k1 _]]; last first.
    by rewrite /along /D /dir1 gtn_eqF // scaler0 addr0.
  by rewrite /along /D /dir1 eqxx conform_mx_id scalemxAr scalerDl scale1r.
have z : \tr ((Pr W H.+1 0 *m X - Y)^T *m (Pr W H.+1 0 *m X)) = 0.
  have /crit_iff/(_ 0%N isT) := hc; rewrite Pr_id mul1mx /res => h.
  transitivity (\tr (0 : 'M[R]_(d 0%N))); last by rewrite mxtrace0.
  apply: (tr_cyc (U := (Pr W H.+1 0 *m X - Y)^T *m Pr W H.+1 0) (V := X)); first by rewrite ?mulmxA.
  by rewrite {2}(@Pr_split _ _ _ 0 1 H.+1) // Pr_1 !mulmxA h mul0mx.
rewrite /loss eP; have -> : (1 + t) *: Pr W H.+1 0 *m X - Y
   = (Pr W H.+1 0 *m X - Y) + t *: (Pr W H.+1 0 *m X).
  by rewrite -scalemxAl scalerDl scale1r addrAC.
by rewrite sqD -scalemxAr mxtraceZ z mulr0 mul0rn addr0 sqZ.
Qed.

(* ---- case P X = 0 ------------------------------------------------------------ *)
(* perturb only the first j layers *)
Definition cut j D : net R d := fun k => if (k < j)%N then D k else 0.
(* tr (Pr (W + t D) Z) as a polynomial in t, Z = X Y^T or X Z'                  *)
Definition trp (Z : 'M[R]_(d 0%N, d H.+1)) W D : {poly R} :=
  \poly_(n < H.+2) \tr (Pc W D H.+1 0 n *m Z).
Lemma trp_horner Z W D t : (trp Z W D).[t] = \tr (Pr (along W D t) H.+1 0 *m Z).
Proof.
rewrite (@Pc_sum _ _ W D t H.+1 0 H.+2) // horner_poly mulmx_suml raddf_sum.
by apply: eq_bigr => n _ /=; rewrite -scalemxAl mxtraceZ mulrC.
Qed.

(* product is affine in layer j *)
Lemma Pr_affine W D j t : (j <= H)%N ->
  Pr (along W (flip j (cut j.+1 D)) t) H.+1 0
  = Pr (along W (cut j D) t) H.+1 0 + Pr (along W (cut j D) t) H.+1 0
    - Pr (along W (cut j.+1 D) t) H.+1 0.
Proof.
move=> jH.
have sp V : Pr V H.+1 0 = Pr V H.+1 j.+1 *m V j *m Pr V j 0.
  by rewrite (@Pr_split _ _ _ 0 j.+1 H.+1) // [Pr V j.+1 0]Pr_S // mulmxA.
rewrite !sp.
have hi V V' : (forall k, (j < k)%N -> V k = V' k) -> Pr (along W V t) H.+1 j.+1 = Pr (along W V' t) H.+1 j.+1.
  by move=> h; apply: Pr_ext => // k /andP[jk _]; rewrite /along h.
have lo V V' : (forall k, (k < j)%N -> V k = V' k) -> Pr (along W V t) j 0 = Pr (along W V' t) j 0.
  by move=> h; apply: Pr_ext => // k /andP[_ kj]; rewrite /along h.
rewrite (hi (flip j (cut j.+1 D)) (cut j D)); last first.
  by move=> k jk; rewrite /flip /cut gtn_eqF // ltnS leqNgt jk /= ltnNge ltnW.
rewrite (hi (cut j.+1 D) (cut j D)); last first.
  by move=> k jk; rewrite /cut ltnS leqNgt jk /= ltnNge ltnW.
rewrite (lo (flip j (cut j.+1 D)) (cut j D)); last first.
  by move=> k kj; rewrite /flip /cut ltn_eqF // ltnS kj ltnW.
rewrite (lo (cut j.+1 D) (cut j D)); last by move=> k kj; rewrite /cut ltnS kj ltnW.
rewrite /along /flip /cut eqxx leqnn ltnn scaler0 addr0.
move: (Pr _ H.+1 j.+1) (Pr _ j 0) => A B; mxring.
Qed.

(* tr(Pr W Z) = 0 and Z != 0: both signs of tr(Pr W' Z) arbitrarily close to W  *)
Theorem tr_neg_near (Z : 'M[R]_(d 0%N, d H.+1)) W : Z != 0 -> hidden_pos d H ->
  \tr (Pr W H.+1 0 *m Z) = 0 -> forall e, 0 < e ->
  exists2 W', near H e W W' & \tr (Pr W' H.+1 0 *m Z) < 0.
Proof.
move=> nZ hp z e e0; have [V hV] := net_pair nZ hp.
pose D : net R d := fun k => V k - W k.
pose phi j := trp Z W (cut j D).
have full : phi H.+1 != 0.
  apply: contraNneq hV => h0; have := trp_horner Z W (cut H.+1 D) 1; rewrite -/(phi _) h0 horner0.
  move=> h; apply/eqP; rewrite h; congr (\tr (_ *m Z)); apply: Pr_ext => // k /andP[_ kH].
  by rewrite /along /cut kH /D scale1r addrC subrK.
have none : phi 0%N = 0.
  apply: poly_ext => t; rewrite trp_horner horner0 -[RHS]z; congr (\tr (_ *m Z)).
  by apply: Pr_ext => // k _; rewrite /along /cut ltn0 scaler0 addr0.
have ex : exists j, phi j != 0 by exists H.+1.
case: (ex_minnP ex) => -[|j] hj jmin; first by rewrite none eqxx in hj.
have jH : (j <= H)%N by rewrite -ltnS; exact: jmin.
have pj : phi j = 0.
  by apply/eqP; apply: contraT => /jmin; rewrite ltnn.
have [t1 t10 ht1] := along_near H W (cut j.+1 D) e0.
have [t2 t20 ht2] := along_near H W (flip j (cut j.+1 D)) e0.
have tm : 0 < Num.min t1 t2 by rewrite lt_minr t10.
have [t [tp]] := poly_nonroot hj tm; rewrite lt_minr => /andP[tt1 tt2] nz.
have at1 : `|t| < t1 by rewrite gtr0_norm.
have at2 : `|t| < t2 by rewrite gtr0_norm.
case: (ltrgtP (phi j.+1).[t] 0) => hs; last by rewrite hs eqxx in nz.
  by exists (along W (cut j.+1 D) t); [exact: ht1 | rewrite -trp_horner].
exists (along W (flip j (cut j.+1 D)) t); first exact: ht2.
rewrite Pr_affine // mulmxBl mulmxDl !n_tD n_tN -!trp_horner -/(phi j) -/(phi j.+1) pj.
by rewrite horner0 !add0r oppr_lt0.
Qed.

(* ---- larger values in every neighbourhood of a critical point ---------------- *)
(* theorem-2.3.iii, appendix-b3. Larger values near every critical point. *)
Theorem crit_increase W : X != 0 -> hidden_pos d H -> crit X Y W ->
  (0 < d H.+1)%N ->
  forall e, 0 < e -> exists2 W', near H e W W' & loss X Y W < loss X Y W'.
Proof.
move=> nX hp hc dy e e0.
case: (altP (Pr W H.+1 0 *m X =P 0)) => [PX|nPX]; last first.
  have [t0 t00 ht] := along_near H W (dir1 (W 0%N)) e0.
  have t2 : 0 < t0 / 2%:R by rewrite divr_gt0 ?ltr0n.
  exists (along W (dir1 (W 0%N)) (t0 / 2%:R)).
    by apply: ht; rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
  by rewrite scale1_loss // ltr_addl mulr_gt0 ?exprn_gt0 ?sq_gt0.
have L0 : loss X Y W = sq Y by rewrite /loss PX sub0r /sq trmxN mulmxN mulNmx opprK.
have Ld W' : loss X Y W' = sq Y - \tr (Pr W' H.+1 0 *m (X *m Y^T)) *+ 2 + sq (Pr W' H.+1 0 *m X).
  by rewrite /loss sq_diff (mxtrace_mulC Y^T) mulmxA.
case: (altP (X *m Y^T =P 0)) => [XY0|nXY].
  have [i [j nz]] := matrix0Pn _ nX.
  pose Z : 'M[R]_(s, d H.+1) := delta_mx j (Ordinal dy).
  have nZ : X *m Z != 0.
    apply/matrix0Pn; exists i, (Ordinal dy); rewrite mxE (bigD1 j) //= big1 => [|k kj].
      by rewrite addr0 mxE !eqxx mulr1.
    by rewrite mxE (negbTE kj) mulr0.
  have z : \tr (Pr W H.+1 0 *m (X *m Z)) = 0 by rewrite mulmxA PX mul0mx mxtrace0.
  have [W' hn hneg] := tr_neg_near nZ hp z e0; exists W' => //.
  rewrite L0 Ld XY0 mulmx0 mxtrace0 mul0rn subr0 ltr_addl sq_gt0 //.
  by apply: contraTneq hneg => PX'; rewrite mulmxA PX' mul0mx mxtrace0 ltxx.
have z : \tr (Pr W H.+1 0 *m (X *m Y^T)) = 0 by rewrite mulmxA PX mul0mx mxtrace0.
have [W' hn hneg] := tr_neg_near nXY hp z e0; exists W' => //.
rewrite L0 Ld -addrA ltr_addl ltr_paddr ?sq_ge0 // oppr_gt0.
by rewrite pmulrn_llt0.
Qed.

Corollary crit_not_local_max W : X != 0 -> hidden_pos d H -> (0 < d H.+1)%N ->
  crit X Y W -> ~ local_max X Y W.
Proof. by move=> nX hp dy hc; apply: not_local_max; exact: crit_increase. Qed.

(* there is no local maximum at all (a local maximum is critical)               *)
Theorem no_local_max W : X != 0 -> hidden_pos d H -> (0 < d H.+1)%N -> ~ local_max X Y W.
Proof. by move=> nX hp dy hm; have [hc _] := local_max_second hm; exact: crit_not_local_max hm. Qed.

(* Theorem 2.3 (iii), Theorem 2.3 (ii) being a hypothesis                       *)
Theorem thm23iii : X *m Y^T != 0 -> hidden_pos d H ->
  (forall W, local_min X Y W -> global_min X Y W) ->     (* Theorem 2.3 (ii) *)
  forall W, crit X Y W -> ~ global_min X Y W -> saddle X Y W.
Proof.
move=> nXY hp h23ii W hc ng.
have nX : X != 0 by apply: contraNneq nXY => ->; rewrite mul0mx.
have dy : (0 < d H.+1)%N by case/matrix0Pn: nXY => i [j _]; exact: leq_ltn_trans (ltn_ord j).
split=> //; first by move/h23ii.
exact: crit_not_local_max.
Qed.
End Thm23iii.
