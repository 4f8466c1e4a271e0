(* Corollary24.v : Corollary 2.4 for H >= 2 (W = 0 is a saddle point whose second    *)
(* variation vanishes in every direction), with an erratum: what happens at     *)
(* W_1 = .. = W_H = 0, W_{H+1} arbitrary, for H = 2 and for H >= 3.             *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- nets whose product is a given elementary matrix ------------------*)
Section Delta.
Variables (R : realFieldType) (d : nat -> nat).

Definition dnet (c : nat -> nat) : net R d :=
  fun k => \matrix_(a,b) ((a == c k.+1 :> nat) && (b == c k :> nat))%:R.

Lemma dnet_Pr c i j : (i < j)%N -> (forall k, (i < k < j)%N -> (c k < d k)%N) ->
  Pr (dnet c) j i = \matrix_(a,b) ((a == c j :> nat) && (b == c i :> nat))%:R.
Proof.
move: j; apply: (@le_ind i.+1) => [_|j ij IH hc]; first by rewrite Pr_1.
have cj : (c j < d j)%N by apply: hc; rewrite ij leqnn.
rewrite Pr_S 1?ltnW // IH => [|k /andP[k1 k2]]; last by apply: hc; rewrite k1 ltnS ltnW.
apply/matrixP=> a b; rewrite mxE (bigD1 (Ordinal cj)) //= big1 ?addr0 => [|m nm].
  by rewrite !mxE /= eqxx !andbT -natrM mulnb.
have nm' : (m == c j :> nat) = false by apply: negbTE.
by rewrite !mxE nm' andbF mul0r.
Qed.

(* widths of the hidden layers are positive *)
Definition hidden_pos n := forall k, (1 <= k <= n)%N -> (0 < d k)%N.

Lemma delta_net n (i0 : 'I_(d n.+1)) (j0 : 'I_(d 0%N)) : hidden_pos n ->
  exists V : net R d, Pr V n.+1 0 = delta_mx i0 j0.
Proof.
move=> hp; pose c k : nat := if k == 0%N then j0 : nat else if k == n.+1 then i0 : nat else 0%N.
exists (dnet c); rewrite dnet_Pr // => [|k /andP[k1 k2]].
  by apply/matrixP=> a b; rewrite !mxE /c /= eqxx.
by rewrite /c gtn_eqF // ltn_eqF //; apply: hp; rewrite k1.
Qed.

Lemma net_pair n (M : 'M[R]_(d 0%N, d n.+1)) : M != 0 -> hidden_pos n ->
  exists V : net R d, \tr (Pr V n.+1 0 *m M) != 0.
Proof.
case/matrix0Pn=> j0 [i0 nz] hp; have [V hV] := delta_net i0 j0 hp; exists V.
suff -> : \tr (Pr V n.+1 0 *m M) = M j0 i0 by [].
rewrite hV /mxtrace (bigD1 i0) //= big1 ?addr0 => [|i ni].
  rewrite mxE (bigD1 j0) //= big1 ?addr0 => [|j nj]; first by rewrite mxE !eqxx mul1r.
  by rewrite mxE (negbTE nj) andbF mul0r.
by rewrite mxE big1 // => j _; rewrite mxE (negbTE ni) mul0r.
Qed.

(* changing the sign of one layer changes the sign of the product               *)
Definition flip l (V : net R d) : net R d := fun k => if k == l then - V k else V k.
Lemma flip_Pr l V i j : (i <= l < j)%N -> Pr (flip l V) j i = - Pr V j i.
Proof.
case/andP=> il lj; rewrite !(@Pr_split _ _ _ i l.+1 j) // 1?ltnW //.
rewrite !(@Pr_S _ _ _ l i) // {2}/flip eqxx.
rewrite (@Pr_ext _ _ (flip l V) V i l) // => [|k /andP[_ kl]]; last by rewrite /flip ltn_eqF.
rewrite (@Pr_ext _ _ (flip l V) V l.+1 j) // => [|k /andP[kl _]]; last by rewrite /flip gtn_eqF.
by rewrite mulNmx mulmxN.
Qed.

Lemma net_pair_pos n (M : 'M[R]_(d 0%N, d n.+1)) : M != 0 -> hidden_pos n ->
  exists V : net R d, 0 < \tr (Pr V n.+1 0 *m M).
Proof.
move=> nM hp; have [V nz] := net_pair nM hp; case: (ltrgtP 0 (\tr (Pr V n.+1 0 *m M))) => h.
- by exists V.
- by exists (flip 0%N V); rewrite flip_Pr // mulNmx n_tN oppr_gt0.
- by rewrite -h eqxx in nz.
Qed.

Lemma Pr_scale (V : net R d) t i j : (i <= j)%N ->
  Pr (fun k => t *: V k) j i = t ^+ (j - i) *: Pr V j i.
Proof.
move: j; apply: le_ind => [|j ij IH]; first by rewrite !Pr_id subnn expr0 scale1r.
by rewrite !Pr_S // IH subSn // -scalemxAl -scalemxAr scalerA -exprS.
Qed.
End Delta.

Lemma sq_diff (R : realFieldType) m n (M Y : 'M[R]_(m,n)) :
  sq (M - Y) = sq Y - \tr (Y^T *m M) *+ 2 + sq M.
Proof.
have -> : M - Y = - Y + M by rewrite addrC.
rewrite sqD trmxN mulNmx n_tN; congr (_ + _ + _); last by rewrite mulNrn.
by rewrite /sq trmxN mulNmx mulmxN opprK.
Qed.

Section Cor24.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).

Definition net0 : net R d := fun k => 0.

(* ---- W_1 = .. = W_H = 0, W_{H+1} arbitrary, H >= 3: flat to second order ----*)
Lemma flat_var (W : net R d) V n : (forall k, (k < H)%N -> W k = 0) -> (n < H)%N ->
  Pc W V H.+1 0 n = 0.
Proof.
move=> h; case: n => [|n] nH.
  by rewrite Pc_S0 // Pc_zero ?mulmx0 ?subn0 // => k; exact: h.
rewrite Pc_SS // !Pc_zero ?mulmx0 ?addr0 ?subn0 // ?(ltnW nH) // => k; exact: h.
Qed.

(* appendix-c1, erratum E1: true from H = 3 on. *)
Theorem erratum_H3 (W : net R d) : (3 <= H)%N -> (forall k, (k < H)%N -> W k = 0) ->
  crit X Y W /\ forall V, var2 X Y W V = 0.
Proof.
move=> H3 h; split=> V.
  by rewrite var1E flat_var // ?(leq_trans _ H3) // mul0mx mulmx0 mxtrace0 mul0rn.
by rewrite var2E !flat_var // ?(leq_trans _ H3) // mul0mx mulmx0 mxtrace0 mul0rn /sq mulmx0 mxtrace0 addr0.
Qed.

(* ---- W = 0, H >= 2 ----------------------------------------------------------*)
Theorem zero_flat : (2 <= H)%N -> crit X Y net0 /\ forall V, var2 X Y net0 V = 0.
Proof.
move=> H2; have z V n : (n <= H)%N -> Pc net0 V H.+1 0 n = 0.
  by move=> nH; apply: Pc_zero => //; rewrite subn0 ltnS.
split=> V.
  by rewrite var1E z ?(leq_trans _ H2) // mul0mx mulmx0 mxtrace0 mul0rn.
by rewrite var2E !z ?(leq_trans _ H2) // mul0mx mulmx0 mxtrace0 mul0rn /sq mulmx0 mxtrace0 addr0.
Qed.

Lemma loss_net0 V t : loss X Y (along net0 V t)
  = sq Y - t ^+ H.+1 * (\tr (Pr V H.+1 0 *m (X *m Y^T)) *+ 2)
    + t ^+ H.+1 * (t ^+ H.+1 * sq (Pr V H.+1 0 *m X)).
Proof.
have -> : loss X Y (along net0 V t) = loss X Y (fun k => t *: V k).
  by apply: loss_ext => k _; rewrite /along /net0 add0r.
rewrite /loss Pr_scale // subn0 -scalemxAl sq_diff sqZ -scalemxAr mxtraceZ expr2 -mulrA.
by rewrite -mulrnAr (@mxtrace_mulC _ _ _ Y^T) mulmxA.
Qed.

Hypothesis nXY : X *m Y^T != 0.
Hypothesis hp : hidden_pos d H.

Lemma loss0E : (0 < H)%N -> loss X Y net0 = sq Y.
Proof.
move=> _; have -> : loss X Y net0 = loss X Y (along net0 net0 0).
  by apply: loss_ext => k _; rewrite /along scale0r addr0.
by rewrite loss_net0 expr0n /= !mul0r subr0 addr0.
Qed.

(* smaller and larger values of the loss in every neighbourhood of 0            *)
Theorem zero_saddle_values : (0 < H)%N -> forall e, 0 < e ->
  (exists2 W', near H e net0 W' & loss X Y W' < loss X Y net0) /\
  (exists2 W', near H e net0 W' & loss X Y net0 < loss X Y W').
Proof.
move=> H1 e e0; have [V hV] := net_pair_pos nXY hp.
split.
  have [t0 t00 ht] := along_near H net0 V e0.
  have a2 : 0 < \tr (Pr V H.+1 0 *m (X *m Y^T)) *+ 2 by rewrite pmulrn_lgt0.
  have [t [tp tt t1 tb]] := pick_small t00 (sq_ge0 (Pr V H.+1 0 *m X)) a2.
  exists (along net0 V t); first by apply: ht; rewrite gtr0_norm.
  rewrite loss0E // loss_net0 -addrA gtr_addl addrC -mulrBr pmulr_rlt0 ?exprn_gt0 // subr_lt0.
  apply: le_lt_trans tb; rewrite ler_wpmul2r ?sq_ge0 // exprS.
  have t0' := ltW tp; by rewrite ler_pimulr // exprn_ile1.
have [t0 t00 ht] := along_near H net0 (flip 0%N V) e0.
have t2 : 0 < t0 / 2%:R by rewrite divr_gt0 ?ltr0n.
exists (along net0 (flip 0%N V) (t0 / 2%:R)).
  by apply: ht; rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
rewrite loss0E // loss_net0 -addrA ltr_addl flip_Pr // !mulNmx n_tN mulNrn mulrN opprK.
rewrite ltr_paddr //; last by rewrite mulr_gt0 ?exprn_gt0 // pmulrn_lgt0.
by rewrite !mulr_ge0 ?exprn_ge0 ?sq_ge0 // ltW.
Qed.

(* Corollary 2.4, H >= 2: a saddle point, not a global minimum, whose Hessian   *)
(* has no negative eigenvalue (its second variation is identically 0)           *)
(* corollary-2.4, H >= 2. *)
Theorem cor24_H2 : (2 <= H)%N ->
  [/\ saddle X Y net0, ~ global_min X Y net0 & forall V, var2 X Y net0 V = 0].
Proof.
move=> H2; have [hc hv] := zero_flat H2; have H1 := ltnW H2.
have nl : ~ local_min X Y net0.
  by apply: not_local_min => e e0; case: (zero_saddle_values H1 e0).
split=> //; last by move=> h; apply: nl; exact: global_local.
by split=> //; apply: not_local_max => e e0; case: (zero_saddle_values H1 e0).
Qed.
End Cor24.

(* ---- erratum for H = 2: W_1 = W_2 = 0, W_3 with X Y^T W_3 <> 0: the Hessian  *)
(* has a negative direction, so it is not zero                                  *)
(* appendix-c1, erratum E1: the printed claim is false at H = 2. *)
Theorem erratum_H2 (R : realFieldType) (d : nat -> nat) (s : nat)
  (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d 3%N, s)) (W : net R d) :
  (0 < d 1%N)%N -> W 0%N = 0 -> W 1%N = 0 -> X *m Y^T *m W 2%N != 0 ->
  @crit R 2%N d s X Y W /\ exists V, @var2 R 2%N d s X Y W V < 0.
Proof.
move=> d1 W0 W1 nz.
have hz k : (k < 2)%N -> W k = 0 by case: k => [|[|k]].
split=> [V|]; first by rewrite var1E flat_var // mul0mx mulmx0 mxtrace0 mul0rn.
have hp1 : hidden_pos d 1 by case=> [|[|k]].
have [V hV] := net_pair_pos nz hp1.
exists V; rewrite var2E flat_var // mul0mx {1}/sq mulmx0 mxtrace0 add0r.
rewrite Pc_SS // [Pc W V 2%N 0%N 1%N]Pc_zero // mulmx0 addr0.
rewrite [Pc W V 2%N 0%N 2%N](@Pc_top _ _ W V 2%N 0%N) //.
have -> : Pr W 3%N 0 = 0 by rewrite (@Pr_split _ _ _ 0 1%N 3%N) // Pr_1 W0 mulmx0.
rewrite mul0mx sub0r trmxN mulNmx n_tN mulNrn oppr_lt0 pmulrn_lgt0 //.
move: hV; congr (0 < _).
by apply: (tr_cyc (U := Pr V 2%N 0 *m X) (V := Y^T *m W 2%N)); rewrite ?mulmxA.
Qed.
